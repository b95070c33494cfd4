/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

/** Names of Spring Boot's auto-configurations in 3.5 and in 4.1. */
final class BootNames {
    private static final String BOOT_3 = "org.springframework.boot.actuate.autoconfigure.";
    private static final String BOOT_4 = "org.springframework.boot.micrometer.";

    static final String BRAVE_3 = BOOT_3 + "tracing.BraveAutoConfiguration";
    static final String BRAVE_4 = BOOT_4 + "tracing.brave.autoconfigure.BraveAutoConfiguration";
    static final String OPEN_TELEMETRY_3 = BOOT_3 + "tracing.OpenTelemetryTracingAutoConfiguration";
    static final String OPEN_TELEMETRY_4 =
            BOOT_4 + "tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration";
    static final String NOOP_3 = BOOT_3 + "tracing.NoopTracerAutoConfiguration";
    static final String NOOP_4 = BOOT_4 + "tracing.autoconfigure.NoopTracerAutoConfiguration";
    static final String TRACING_3 = BOOT_3 + "tracing.MicrometerTracingAutoConfiguration";
    static final String TRACING_4 = BOOT_4 + "tracing.autoconfigure.MicrometerTracingAutoConfiguration";

    private BootNames() {}
}
