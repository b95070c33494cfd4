/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.ProcessTags;
import io.ddspring.config.Configuration;
import io.ddspring.config.GitMetadata;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.NamingSchema;
import io.ddspring.config.PropagationKeys;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.context.Context;
import io.ddspring.event.EventHub;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.propagation.CompositePropagator;
import io.ddspring.propagation.Propagator;
import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SpanSampler;
import io.ddspring.sampling.TraceSampler;
import io.ddspring.stats.ClientStats;
import io.ddspring.stats.StatsSettings;
import io.ddspring.stats.StatsSource;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.CorrelationIds;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.TraceInterceptor;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.environment.EnvironmentConfiguration;
import io.ddspring.trace.autoconfigure.spi.LastReports;
import io.ddspring.trace.http.HttpServerKeys;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.trace.internal.LongRunningSettings;
import io.ddspring.trace.internal.PeerService;
import io.ddspring.trace.internal.ProcessIdentity;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.DeliveryTags;
import io.ddspring.writer.TraceWriter;
import io.ddspring.writer.WriterSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The tracer and what it is made of. Every bean gives way to one of the application. With {@code dd.trace.enabled=false}
 * the tracer is there but records nothing, and none of its parts exist.
 *
 * <p>Here and in all other configurations of the library, parameters are named like the beans that they take: Spring then
 * looks for the bean of that name first, and only when there is none for all beans of the type, of which each look costs
 * a walk over every bean definition of the application.
 */
@AutoConfiguration
public final class DdTracingAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Configuration ddConfiguration(ConfigurableEnvironment environment) {
        return EnvironmentConfiguration.read(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    LiveConfiguration ddLiveConfiguration(Configuration ddConfiguration) {
        return new LiveConfiguration(ddConfiguration);
    }

    @Bean
    @ConditionalOnMissingBean
    EventHub ddEventHub() {
        return new EventHub();
    }

    @Bean
    @ConditionalOnMissingBean
    TracerHealth ddTracerHealth() {
        return new TracerHealth();
    }

    @Bean
    @ConditionalOnMissingBean
    InstrumentationReport ddInstrumentationReport() {
        return new InstrumentationReport();
    }

    @Bean
    @ConditionalOnMissingBean
    CorrelationIds ddCorrelationIds(Configuration ddConfiguration) {
        TracerSettings settings = TracerSettings.from(ddConfiguration);
        return new CorrelationIds(
                settings.service(),
                settings.env(),
                settings.version(),
                ddConfiguration.get(TracerKeys.TRACE_ID_128_BIT_LOGGING));
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "dd.trace.enabled", matchIfMissing = true)
    static class Enabled {
        @Bean
        @ConditionalOnMissingBean
        Propagator ddPropagator(Configuration ddConfiguration, TracerHealth ddTracerHealth) {
            return CompositePropagator.from(ddConfiguration, ddTracerHealth.propagation);
        }

        @Bean
        @ConditionalOnMissingBean
        Sampler ddSampler(Configuration ddConfiguration, LiveConfiguration ddLiveConfiguration) {
            Sampler sampler = TraceSampler.from(ddConfiguration);
            if (sampler instanceof TraceSampler changeable) {
                ddLiveConfiguration.follow(TraceSampler.changeableKeys(), changeable::use);
            }
            return sampler;
        }

        @Bean
        @ConditionalOnMissingBean
        ProcessIdentity ddProcessIdentity(Configuration ddConfiguration) {
            ProcessIdentity identity = ProcessIdentity.ofThisProcess();
            String hostname = TracerSettings.from(ddConfiguration).hostname();
            return hostname.isEmpty() ? identity : identity.withHostname(hostname);
        }

        @Bean
        @ConditionalOnMissingBean
        ProcessTags ddProcessTags(Configuration ddConfiguration) {
            return ProcessTags.of(ddConfiguration);
        }

        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean
        AgentClient ddAgentClient(Configuration ddConfiguration) {
            return AgentClient.from(ddConfiguration, null);
        }

        @Bean
        @ConditionalOnMissingBean
        ClientStats ddClientStats(
                Configuration ddConfiguration,
                AgentClient ddAgentClient,
                TracerHealth ddTracerHealth,
                ProcessIdentity ddProcessIdentity,
                ProcessTags ddProcessTags) {
            TracerSettings settings = TracerSettings.from(ddConfiguration);
            StatsSource source = new StatsSource(
                    settings.service(),
                    settings.env(),
                    settings.version(),
                    settings.reportHostname() ? ddProcessIdentity.hostname() : "",
                    ddProcessIdentity.runtimeId(),
                    ddProcessTags::joined);
            boolean byEndpoint = ddConfiguration.get(HttpServerKeys.RESOURCE_RENAMING);
            return new ClientStats(
                    StatsSettings.from(ddConfiguration, byEndpoint), source, ddAgentClient, ddTracerHealth);
        }

        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean(TraceWriter.class)
        AgentTraceWriter ddTraceWriter(
                Configuration ddConfiguration,
                AgentClient ddAgentClient,
                TracerHealth ddTracerHealth,
                Sampler ddSampler,
                ProcessIdentity ddProcessIdentity,
                ProcessTags ddProcessTags,
                ClientStats ddClientStats,
                ConfigurableApplicationContext context) {
            Consumer<Map<String, Double>> rates =
                    ddSampler instanceof TraceSampler byAgent ? byAgent::updateAgentRates : ignored -> {};
            ClassLoader loader = context.getClassLoader();
            DeliveryTags deliveryTags =
                    new DeliveryTags(ddProcessTags, () -> GitMetadata.read(ddConfiguration, loader));
            AgentTraceWriter writer = new AgentTraceWriter(
                    WriterSettings.from(ddConfiguration),
                    ddAgentClient,
                    ddTracerHealth,
                    rates,
                    deliveryTags,
                    ddClientStats);
            writer.addTask(new StartupAnnouncement(ddConfiguration, ddAgentClient, ddProcessIdentity, ddTracerHealth));
            ddClientStats.runAlong(writer);
            return writer;
        }

        @Bean
        LastReports ddLastReports() {
            return new LastReports();
        }

        @Bean
        TracerShutdown ddTracerShutdown(LastReports ddLastReports) {
            return new TracerShutdown(ddLastReports);
        }

        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean(Tracer.class)
        CoreTracer ddTracer(
                Configuration ddConfiguration,
                LiveConfiguration ddLiveConfiguration,
                TraceWriter ddTraceWriter,
                Sampler ddSampler,
                TracerHealth ddTracerHealth,
                ProcessIdentity ddProcessIdentity,
                ClientStats ddClientStats,
                ObjectProvider<SpanProcessor> processors,
                ObjectProvider<DecisionLog> ddDecisionLog,
                ObjectProvider<TraceInterceptor> interceptors,
                ObjectProvider<AgentClient> ddAgentClient,
                TracerShutdown ddTracerShutdown) {
            TracerSettings settings = TracerSettings.from(ddConfiguration);
            Context.limitOpenScopes(settings.scopeDepthLimit());
            CoreTracer tracer = CoreTracer.builder()
                    .writer(ddTraceWriter)
                    .sampler(ddSampler)
                    .spanSampler(SpanSampler.from(ddConfiguration))
                    .decisionLog(ddDecisionLog.getIfAvailable())
                    .health(ddTracerHealth)
                    .chunkPolicy(ddClientStats::policy)
                    .processIdentity(ddProcessIdentity)
                    .processors(processors.orderedStream().toList())
                    .interceptors(interceptors.orderedStream().toList())
                    .longRunning(LongRunningSettings.from(ddConfiguration, () -> ddAgentClient.stream()
                            .anyMatch(client -> client.info().longRunningSpans())))
                    .settings(settings)
                    .peerService(PeerService.from(ddConfiguration))
                    .attributeSchema(NamingSchema.from(ddConfiguration).version())
                    .stackTraceLimit(ddConfiguration.get(TracerKeys.STACK_TRACE_LIMIT))
                    .keptLatency(Duration.ofMillis(ddConfiguration.get(TracerKeys.KEEP_LATENCY_THRESHOLD_MILLIS)))
                    .baggageTagKeys(ddConfiguration.get(PropagationKeys.BAGGAGE_TAG_KEYS))
                    .extraServicesLimit(ddConfiguration.get(TracerKeys.MAX_EXTRA_SERVICES))
                    .build();
            ddLiveConfiguration.follow(
                    Set.of(TracerKeys.ENABLED, ServiceKeys.TAGS, ServiceKeys.SERVICE_MAPPING), changed -> {
                        tracer.setRecording(changed.get(TracerKeys.ENABLED));
                        tracer.use(TracerSettings.from(changed));
                    });
            return ddTracerShutdown.own(tracer);
        }

        @Bean
        @ConditionalOnBean(CoreTracer.class)
        TracerLifecycle ddTracerLifecycle(
                CoreTracer ddTracer, TraceWriter ddTraceWriter, ConfigurableApplicationContext context) {
            return new TracerLifecycle(ddTracer, ddTraceWriter, context);
        }
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @Conditional(NotEnabled.class)
    static class Disabled {
        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean
        Tracer ddTracer() {
            return Tracer.noop();
        }
    }

    /** The exact opposite of the condition on {@link Enabled}, whatever the value of the property. */
    static final class NotEnabled extends NoneNestedConditions {
        NotEnabled() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnBooleanProperty(name = "dd.trace.enabled", matchIfMissing = true)
        static class TracingEnabled {}
    }
}
