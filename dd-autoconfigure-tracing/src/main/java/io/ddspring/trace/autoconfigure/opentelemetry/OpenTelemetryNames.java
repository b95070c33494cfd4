/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.opentelemetry;

/** Names of classes and beans that conditions look for. */
final class OpenTelemetryNames {
    static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";
    static final String TRACER_PROVIDER = "io.opentelemetry.api.trace.TracerProvider";
    static final String CONTEXT_STORAGE = "io.opentelemetry.context.ContextStorage";

    static final String BOOT_3_SDK =
            "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration";
    static final String BOOT_4_SDK =
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration";
    static final String OPEN_TELEMETRY_STARTER =
            "io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration";

    static final String BEAN = "ddOpenTelemetry";

    private OpenTelemetryNames() {}
}
