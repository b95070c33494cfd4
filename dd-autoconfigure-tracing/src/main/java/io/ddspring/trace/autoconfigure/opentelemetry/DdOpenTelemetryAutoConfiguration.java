/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.opentelemetry;

import io.ddspring.propagation.Propagator;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * OpenTelemetry's API on top of the tracer, with {@code dd.trace.otel.enabled=true}. Without effect when the application
 * has an OpenTelemetry of its own, as a bean or as the global one.
 */
@AutoConfiguration(
        after = DdTracingAutoConfiguration.class,
        afterName = {
            OpenTelemetryNames.BOOT_3_SDK,
            OpenTelemetryNames.BOOT_4_SDK,
            OpenTelemetryNames.OPEN_TELEMETRY_STARTER
        })
@ConditionalOnClass(name = {OpenTelemetryNames.OPEN_TELEMETRY, OpenTelemetryNames.CONTEXT_STORAGE})
@ConditionalOnBooleanProperty(name = "dd.trace.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "dd.trace.otel.enabled")
@ConditionalOnBean({Tracer.class, Propagator.class})
public final class DdOpenTelemetryAutoConfiguration {
    @Bean
    static OpenTelemetryRegistration ddOpenTelemetryRegistration(
            ObjectProvider<Tracer> ddTracer,
            ObjectProvider<Propagator> ddPropagator,
            ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
        return new OpenTelemetryRegistration(ddTracer, ddPropagator, ddInstrumentationReport);
    }

    @Bean(name = OpenTelemetryNames.BEAN, destroyMethod = "")
    @ConditionalOnMissingBean(type = OpenTelemetryNames.OPEN_TELEMETRY)
    OpenTelemetry ddOpenTelemetry(OpenTelemetryRegistration ddOpenTelemetryRegistration) {
        return ddOpenTelemetryRegistration.openTelemetry();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnBean(name = OpenTelemetryNames.BEAN)
    @ConditionalOnMissingBean(type = OpenTelemetryNames.TRACER_PROVIDER)
    TracerProvider ddOpenTelemetryTracerProvider(OpenTelemetry ddOpenTelemetry) {
        return ddOpenTelemetry.getTracerProvider();
    }
}
