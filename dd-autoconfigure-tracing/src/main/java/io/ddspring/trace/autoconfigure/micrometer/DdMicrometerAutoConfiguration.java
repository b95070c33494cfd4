/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.propagation.Propagator;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Makes our tracer Micrometer's, unless the application brings another one: its own, or that of a bridge to Brave or
 * OpenTelemetry. Spring Boot then traces observations with it.
 */
@AutoConfiguration(
        after = {DdTracingAutoConfiguration.class, DdOwnMicrometerAutoConfiguration.class},
        afterName = {BootNames.BRAVE_3, BootNames.BRAVE_4, BootNames.OPEN_TELEMETRY_3, BootNames.OPEN_TELEMETRY_4},
        beforeName = {BootNames.NOOP_3, BootNames.NOOP_4, BootNames.TRACING_3, BootNames.TRACING_4})
@ConditionalOnClass(name = {"io.micrometer.tracing.Tracer", "io.micrometer.observation.ObservationRegistry"})
@ConditionalOnBooleanProperty(
        name = {"dd.trace.enabled", "dd.integrations.enabled"},
        matchIfMissing = true)
@Conditional(OnMicrometerMode.NotNone.class)
@ConditionalOnBean({Tracer.class, Propagator.class})
@Import(MicrometerTracing.class)
public final class DdMicrometerAutoConfiguration {
    /** Says that somebody else traces observations. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(type = "io.micrometer.tracing.Tracer")
    @ConditionalOnMissingBean(type = "io.ddspring.trace.micrometer.MicrometerTracer")
    static class Yielding {
        @Bean
        ForeignTracer ddForeignTracer(
                ObjectProvider<io.micrometer.tracing.Tracer> tracer,
                ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return new ForeignTracer(tracer, ddInstrumentationReport);
        }
    }
}
