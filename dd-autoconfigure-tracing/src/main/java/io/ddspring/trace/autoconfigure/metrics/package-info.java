/* SPDX-License-Identifier: Apache-2.0 */
/** The application's client for DogStatsD, the metrics of its runtime and of the tracer, and their meters. */
@NullMarked
package io.ddspring.trace.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
