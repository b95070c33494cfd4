/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.ProcessTags;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.TracerSettings;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.EndpointSource;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.telemetry.Product;
import io.ddspring.telemetry.ReportedApplication;
import io.ddspring.telemetry.ReportedFacts;
import io.ddspring.telemetry.TelemetryClient;
import io.ddspring.telemetry.TelemetryMetrics;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.spi.LastReports;
import io.ddspring.trace.internal.ProcessIdentity;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Reports what the library does in this application, when its traces go to an Agent. Off with
 * {@code dd.instrumentation-telemetry.enabled=false}: then there is neither a thread nor a bean that does anything.
 *
 * <p>Nothing that reports is created while the application starts; {@link TelemetryLifecycle} has it created later.
 */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
@ConditionalOnBean(Configuration.class)
public final class DdTelemetryAutoConfiguration {
    @Bean
    @Lazy
    TelemetryStatus ddTelemetryStatus(
            Configuration ddConfiguration,
            ObjectProvider<TelemetryLifecycle> ddTelemetryLifecycle,
            ObjectProvider<TraceWriter> ddTraceWriter) {
        return new TelemetryStatus(
                ddConfiguration, ddTelemetryLifecycle.getIfAvailable(), ddTraceWriter::getIfAvailable);
    }

    /** For products that count already while the application starts; it has no thread and asks nothing. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    TelemetryMetrics ddTelemetryMetrics(Configuration ddConfiguration) {
        return TelemetryMetrics.from(ddConfiguration, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnProperty(InstallTags.ID_VARIABLE)
    InstallTags ddInstallTags(Environment environment) {
        return new InstallTags(environment);
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(
            name = {"dd.instrumentation-telemetry.enabled", "dd.telemetry.enabled"},
            matchIfMissing = true)
    @ConditionalOnBean({AgentClient.class, AgentTraceWriter.class})
    static class Enabled {
        @Bean
        TelemetryLifecycle ddTelemetryLifecycle(
                Configuration ddConfiguration,
                AgentTraceWriter ddTraceWriter,
                TracerHealth ddTracerHealth,
                LastReports ddLastReports,
                ObjectProvider<TelemetryClient> ddTelemetryClient,
                ConfigurableApplicationContext context) {
            return new TelemetryLifecycle(
                    ddConfiguration,
                    ddTraceWriter,
                    ddTracerHealth,
                    ddLastReports,
                    ddTelemetryClient::getObject,
                    context);
        }

        @Bean(destroyMethod = "")
        @Lazy
        @ConditionalOnMissingBean
        TelemetryClient ddTelemetryClient(
                Configuration ddConfiguration,
                LiveConfiguration ddLiveConfiguration,
                AgentClient ddAgentClient,
                ProcessIdentity ddProcessIdentity,
                ProcessTags ddProcessTags,
                TelemetryMetrics ddTelemetryMetrics,
                TracerHealth ddTracerHealth,
                InstrumentationReport ddInstrumentationReport,
                ObjectProvider<Product> products,
                ObjectProvider<EndpointSource> endpoints,
                ConfigurableApplicationContext context) {
            TracerSettings settings = TracerSettings.from(ddConfiguration);
            ClassLoader loader =
                    Objects.requireNonNullElseGet(context.getClassLoader(), ClassLoader::getSystemClassLoader);
            TelemetryClient client = new TelemetryClient(
                    ddConfiguration,
                    ddAgentClient,
                    new ReportedApplication(
                            ddProcessIdentity.runtimeId(),
                            settings.service(),
                            settings.env(),
                            settings.version(),
                            ddProcessIdentity.hostname(),
                            ddProcessTags::joined),
                    new ReportedFacts(
                            ddTelemetryMetrics,
                            ddTracerHealth,
                            ddInstrumentationReport,
                            new LibraryVersions(loader),
                            new IntegrationSites(),
                            new BeansOnce<>(products),
                            new BeansOnce<>(endpoints),
                            loader),
                    System.getenv(),
                    Clock.systemUTC(),
                    System::nanoTime);
            ddLiveConfiguration.onChange(changes ->
                    changes.forEach(change -> client.settings().changed(change.key(), change.text(), change.origin())));
            return client;
        }

        @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(
                name = {
                    "jakarta.servlet.Servlet",
                    "org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping"
                })
        static class SpringMvc {
            @Bean
            @Lazy
            ServletEndpoints ddServletEndpoints(ConfigurableListableBeanFactory beans) {
                return new ServletEndpoints(new ExistingBeans(beans));
            }
        }

        @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(name = "org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping")
        static class WebFlux {
            @Bean
            @Lazy
            ReactiveEndpoints ddReactiveEndpoints(ConfigurableListableBeanFactory beans) {
                return new ReactiveEndpoints(new ExistingBeans(beans));
            }
        }
    }
}
