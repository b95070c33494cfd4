/* SPDX-License-Identifier: Apache-2.0 */
/** Metrics, events and service checks of DogStatsD. */
@NullMarked
package io.ddspring.devagent.metrics;

import org.jspecify.annotations.NullMarked;
