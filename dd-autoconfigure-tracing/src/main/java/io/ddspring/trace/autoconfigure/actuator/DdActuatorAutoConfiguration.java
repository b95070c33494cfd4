/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.TracerSettings;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.SamplingKeys;
import io.ddspring.stats.ClientStats;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.telemetry.StatusAction;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.environment.EnvironmentConfiguration;
import io.ddspring.writer.TraceWriter;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** The library's endpoint, its sections and its part of the info endpoint. */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
@ConditionalOnClass(
        name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
@ConditionalOnBean(LiveConfiguration.class)
public final class DdActuatorAutoConfiguration {
    private static final String PROPERTIES = "management.endpoint.datadog.";

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnEnabledInfoContributor(value = "datadog", fallback = InfoContributorFallback.DISABLE)
    DatadogInfoContributor ddInfoContributor(Configuration ddConfiguration) {
        return new DatadogInfoContributor(TracerSettings.from(ddConfiguration));
    }

    @Bean
    @ConditionalOnWebApplication
    @ConditionalOnMissingBean(DatadogEndpoint.class)
    ExposureNote ddExposureNote(ObjectProvider<EndpointAccessResolver> access) {
        return new ExposureNote(access);
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(DatadogEndpoint.class)
    static class Exposed {
        @Bean
        @ConditionalOnMissingBean
        DatadogEndpoint ddEndpoint(
                Configuration ddConfiguration,
                ObjectProvider<StatusContributor> contributors,
                ConfigurableEnvironment environment) {
            Binder binder = Binder.get(environment);
            return new DatadogEndpoint(
                    new StatusPage(ddConfiguration, contributors::orderedStream),
                    binder.bind(PROPERTIES + "show-values", Show.class).orElse(Show.NEVER),
                    binder.bind(PROPERTIES + "roles", Bindable.listOf(String.class))
                            .orElse(List.of()));
        }

        @Bean
        @ConditionalOnMissingBean
        DatadogEndpointWebExtension ddEndpointWebExtension(
                DatadogEndpoint ddEndpoint, ExplainStatus ddExplainStatus, ListableBeanFactory beans) {
            return new DatadogEndpointWebExtension(
                    ddEndpoint, ddExplainStatus, new StatusActions(() -> beans.getBeanProvider(StatusAction.class)
                            .orderedStream()));
        }

        @Bean
        ConfigStatus ddConfigStatus(
                LiveConfiguration ddLiveConfiguration,
                ConfigurableEnvironment environment,
                ObjectProvider<SanitizingFunction> sanitizingFunctions) {
            return new ConfigStatus(
                    ddLiveConfiguration,
                    () -> EnvironmentConfiguration.unknownNames(environment),
                    () -> EnvironmentConfiguration.stableConfigFiles(environment),
                    new Sanitizer(sanitizingFunctions.orderedStream().toList()));
        }

        @Bean
        AgentStatus ddAgentStatus(
                ObjectProvider<TraceWriter> ddTraceWriter, ObjectProvider<ClientStats> ddClientStats) {
            return new AgentStatus(ddTraceWriter::getIfAvailable, ddClientStats::getIfAvailable);
        }

        @Bean
        InstrumentationStatus ddInstrumentationStatus(ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return new InstrumentationStatus(ddInstrumentationReport.getIfAvailable(InstrumentationReport::new));
        }

        @Bean
        @ConditionalOnMissingBean
        DecisionLog ddDecisionLog(Configuration ddConfiguration) {
            return new DecisionLog(ddConfiguration.get(SamplingKeys.EXPLAIN_LIMIT));
        }

        @Bean
        ExplainStatus ddExplainStatus(DecisionLog ddDecisionLog) {
            return new ExplainStatus(ddDecisionLog);
        }

        @Bean
        RecentTraces ddRecentTraces() {
            return new RecentTraces();
        }

        @Bean
        TracesStatus ddTracesStatus(ObjectProvider<TracerHealth> ddTracerHealth, RecentTraces ddRecentTraces) {
            return new TracesStatus(ddTracerHealth.getIfAvailable(TracerHealth::new), ddRecentTraces);
        }
    }
}
