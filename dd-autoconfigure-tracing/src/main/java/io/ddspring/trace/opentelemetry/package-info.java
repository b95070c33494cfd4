/* SPDX-License-Identifier: Apache-2.0 */
/** OpenTelemetry's API on top of the tracer: its spans are our spans, and its context is ours. */
@NullMarked
package io.ddspring.trace.opentelemetry;

import org.jspecify.annotations.NullMarked;
