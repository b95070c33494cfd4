/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.metrics;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.ProcessTags;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.flare.FlareEntry;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.metrics.dogstatsd.AgentOffer;
import io.ddspring.metrics.dogstatsd.MetricsKeys;
import io.ddspring.metrics.dogstatsd.MetricsReporting;
import io.ddspring.telemetry.Product;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.internal.ProcessIdentity;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * The application's client for DogStatsD, and what reports the metrics of its runtime and of the tracer. The client gives
 * way to one of the application; without tracing it is there but sends nothing, and nothing else exists.
 */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
public final class DdMetricsAutoConfiguration {
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(AgentClient.class)
    static class Enabled {
        @Bean
        MetricsReporting ddMetricsReporting(
                Configuration ddConfiguration,
                LiveConfiguration ddLiveConfiguration,
                TracerHealth ddTracerHealth,
                ProcessTags ddProcessTags,
                ProcessIdentity ddProcessIdentity,
                AgentClient ddAgentClient) {
            MetricsReporting reporting = new MetricsReporting(
                    ddConfiguration,
                    ddTracerHealth,
                    ddProcessTags,
                    ddProcessIdentity.runtimeId(),
                    () -> new AgentOffer(
                            ddAgentClient.hostElsewhere(), ddAgentClient.info().statsdPort()));
            ddLiveConfiguration.follow(
                    Set.of(MetricsKeys.RUNTIME_METRICS_ENABLED), changed -> switchRuntimeMetrics(reporting, changed));
            return reporting;
        }

        private static void switchRuntimeMetrics(MetricsReporting reporting, Configuration settings) {
            if (settings.get(MetricsKeys.RUNTIME_METRICS_ENABLED)) {
                reporting.runtimeMetrics().start();
            } else {
                reporting.runtimeMetrics().stop();
            }
        }

        @Bean
        MetricsLifecycle ddMetricsLifecycle(MetricsReporting ddMetricsReporting) {
            return new MetricsLifecycle(ddMetricsReporting);
        }

        // Nobody needs the others at the start.

        @Bean(destroyMethod = "")
        @Lazy
        @ConditionalOnMissingBean
        StatsDClient ddStatsDClient(MetricsReporting ddMetricsReporting) {
            return ddMetricsReporting.client();
        }

        @Bean(destroyMethod = "")
        @Lazy
        Product ddRuntimeMetrics(MetricsReporting ddMetricsReporting) {
            return ddMetricsReporting.runtimeMetrics();
        }

        @Bean
        @Lazy
        MetricsStatus ddMetricsStatus(MetricsReporting ddMetricsReporting) {
            return new MetricsStatus(ddMetricsReporting);
        }

        /** The place of what Datadog's tracer tells there about its JMX integration, which sends these metrics there. */
        @Bean
        @Lazy
        FlareEntry ddMetricsFlareEntry(MetricsReporting ddMetricsReporting) {
            return FlareEntry.of("jmxfetch.txt", new MetricsReport(ddMetricsReporting));
        }

        /** Shows the tracer's counts among the meters of an application that has Micrometer. */
        @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
        static class Meters {
            @Bean
            @Lazy
            TracerMeters ddTracerMeters(Configuration ddConfiguration, TracerHealth ddTracerHealth) {
                return new TracerMeters(ddConfiguration, ddTracerHealth);
            }
        }
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(AgentClient.class)
    static class Disabled {
        @Bean(destroyMethod = "")
        @Lazy
        @ConditionalOnMissingBean
        StatsDClient ddStatsDClient() {
            return StatsDClient.NOOP;
        }
    }
}
