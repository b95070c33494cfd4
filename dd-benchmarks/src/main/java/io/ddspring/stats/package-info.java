/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks of statistics, whose parts are not public. */
@NullMarked
package io.ddspring.stats;

import org.jspecify.annotations.NullMarked;
