/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Parts of the DogStatsD client that are ours. They are in its package, and relocated with it, as the constructors of what
 * they extend are visible only there.
 */
@NullMarked
package com.timgroup.statsd;

import org.jspecify.annotations.NullMarked;
