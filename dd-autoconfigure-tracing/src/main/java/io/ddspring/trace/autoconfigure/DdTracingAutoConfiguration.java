/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.ProcessTags;
import io.ddspring.config.Configuration;
import io.ddspring.config.GitMetadata;
import io.ddspring.config.NamingSchema;
import io.ddspring.config.PropagationKeys;
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
    CorrelationIds ddCorrelationIds(Configuration configuration) {
        TracerSettings settings = TracerSettings.from(configuration);
        return new CorrelationIds(
                settings.service(),
                settings.env(),
                settings.version(),
                configuration.get(TracerKeys.TRACE_ID_128_BIT_LOGGING));
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "dd.trace.enabled", matchIfMissing = true)
    static class Enabled {
        @Bean
        @ConditionalOnMissingBean
        Propagator ddPropagator(Configuration configuration, TracerHealth health) {
            return CompositePropagator.from(configuration, health.propagation);
        }

        @Bean
        @ConditionalOnMissingBean
        Sampler ddSampler(Configuration configuration) {
            return TraceSampler.from(configuration);
        }

        @Bean
        @ConditionalOnMissingBean
        ProcessIdentity ddProcessIdentity(Configuration configuration) {
            ProcessIdentity identity = ProcessIdentity.ofThisProcess();
            String hostname = TracerSettings.from(configuration).hostname();
            return hostname.isEmpty() ? identity : identity.withHostname(hostname);
        }

        @Bean
        @ConditionalOnMissingBean
        ProcessTags ddProcessTags(Configuration configuration) {
            return ProcessTags.of(configuration);
        }

        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean
        AgentClient ddAgentClient(Configuration configuration) {
            return AgentClient.from(configuration, null);
        }

        @Bean
        @ConditionalOnMissingBean
        ClientStats ddClientStats(
                Configuration configuration,
                AgentClient agent,
                TracerHealth health,
                ProcessIdentity process,
                ProcessTags processTags) {
            TracerSettings settings = TracerSettings.from(configuration);
            StatsSource source = new StatsSource(
                    settings.service(),
                    settings.env(),
                    settings.version(),
                    settings.reportHostname() ? process.hostname() : "",
                    process.runtimeId(),
                    processTags::joined);
            boolean byEndpoint = configuration.get(HttpServerKeys.RESOURCE_RENAMING);
            return new ClientStats(StatsSettings.from(configuration, byEndpoint), source, agent, health);
        }

        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean(TraceWriter.class)
        AgentTraceWriter ddTraceWriter(
                Configuration configuration,
                AgentClient agent,
                TracerHealth health,
                Sampler sampler,
                ProcessIdentity process,
                ProcessTags processTags,
                ClientStats stats,
                ConfigurableApplicationContext context) {
            Consumer<Map<String, Double>> rates =
                    sampler instanceof TraceSampler byAgent ? byAgent::updateAgentRates : ignored -> {};
            ClassLoader loader = context.getClassLoader();
            DeliveryTags deliveryTags = new DeliveryTags(processTags, () -> GitMetadata.read(configuration, loader));
            AgentTraceWriter writer =
                    new AgentTraceWriter(WriterSettings.from(configuration), agent, health, rates, deliveryTags, stats);
            writer.addTask(new StartupAnnouncement(configuration, agent, process));
            stats.runAlong(writer);
            return writer;
        }

        @Bean
        TracerShutdown ddTracerShutdown() {
            return new TracerShutdown();
        }

        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean(Tracer.class)
        CoreTracer ddTracer(
                Configuration configuration,
                TraceWriter writer,
                Sampler sampler,
                TracerHealth health,
                ProcessIdentity process,
                ClientStats stats,
                ObjectProvider<SpanProcessor> processors,
                ObjectProvider<DecisionLog> decisionLog,
                ObjectProvider<TraceInterceptor> interceptors,
                ObjectProvider<AgentClient> agent,
                TracerShutdown shutdown) {
            TracerSettings settings = TracerSettings.from(configuration);
            Context.limitOpenScopes(settings.scopeDepthLimit());
            return shutdown.own(CoreTracer.builder()
                    .writer(writer)
                    .sampler(sampler)
                    .spanSampler(SpanSampler.from(configuration))
                    .decisionLog(decisionLog.getIfAvailable())
                    .health(health)
                    .chunkPolicy(stats::policy)
                    .processIdentity(process)
                    .processors(processors.orderedStream().toList())
                    .interceptors(interceptors.orderedStream().toList())
                    .longRunning(LongRunningSettings.from(configuration, () -> agent.stream()
                            .anyMatch(client -> client.info().longRunningSpans())))
                    .settings(settings)
                    .peerService(PeerService.from(configuration))
                    .attributeSchema(NamingSchema.from(configuration).version())
                    .stackTraceLimit(configuration.get(TracerKeys.STACK_TRACE_LIMIT))
                    .keptLatency(Duration.ofMillis(configuration.get(TracerKeys.KEEP_LATENCY_THRESHOLD_MILLIS)))
                    .baggageTagKeys(configuration.get(PropagationKeys.BAGGAGE_TAG_KEYS))
                    .build());
        }

        @Bean
        @ConditionalOnBean(CoreTracer.class)
        TracerLifecycle ddTracerLifecycle(
                CoreTracer tracer, TraceWriter writer, ConfigurableApplicationContext context) {
            return new TracerLifecycle(tracer, writer, context);
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
