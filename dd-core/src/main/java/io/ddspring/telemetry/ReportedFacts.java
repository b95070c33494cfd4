/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.TracerHealth;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What reports tell besides the settings. Immutable; the suppliers are asked by the thread that reports, whenever it
 * does.
 *
 * @param metrics what parts of the library count for reports, possibly since before there is anything that reports
 * @param health counters of the tracer
 * @param instrumentation what the library hooked into
 * @param versions gives the version of the library that an integration hooks into; empty when unknown
 * @param integrations gives the integration that a place belongs to where the library failed, under the name that it has
 *     in {@code instrumentation}; empty for others
 * @param products what can be switched on and off
 * @param endpoints what the application serves; asked when it is ready
 * @param loader class loader of the application, whose libraries are reported
 */
public record ReportedFacts(
        TelemetryMetrics metrics,
        TracerHealth health,
        InstrumentationReport instrumentation,
        UnaryOperator<String> versions,
        UnaryOperator<String> integrations,
        Supplier<? extends Iterable<Product>> products,
        Supplier<? extends Iterable<EndpointSource>> endpoints,
        ClassLoader loader) {}
