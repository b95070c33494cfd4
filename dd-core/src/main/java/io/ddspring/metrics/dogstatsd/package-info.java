/* SPDX-License-Identifier: Apache-2.0 */
/** What sends metrics to DogStatsD: the application's own, those of the Java runtime, and those of the tracer. */
@NullMarked
package io.ddspring.metrics.dogstatsd;

import org.jspecify.annotations.NullMarked;
