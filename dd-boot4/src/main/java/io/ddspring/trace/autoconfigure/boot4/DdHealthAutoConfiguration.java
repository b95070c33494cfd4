/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.boot4;

import io.ddspring.config.Configuration;
import io.ddspring.remoteconfig.RemoteConfigClient;
import io.ddspring.remoteconfig.autoconfigure.DdRemoteConfigAutoConfiguration;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.spi.AgentReachability;
import io.ddspring.writer.TraceWriter;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Health of the connection to the Agent, as components {@code ddAgent} and {@code ddRemoteConfig}. */
@AutoConfiguration(after = {DdTracingAutoConfiguration.class, DdRemoteConfigAutoConfiguration.class})
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
@ConditionalOnBooleanProperty(name = "management.health.datadog.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "dd.trace.enabled", matchIfMissing = true)
@ConditionalOnBean(Configuration.class)
public final class DdHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "ddAgentHealthIndicator")
    AgentHealthIndicator ddAgentHealthIndicator(
            ObjectProvider<TraceWriter> ddTraceWriter, Configuration ddConfiguration) {
        return new AgentHealthIndicator(
                () -> AgentReachability.of(ddTraceWriter.getIfAvailable()),
                ddConfiguration.get(AgentReachability.UNREACHABLE_STATUS));
    }

    @Bean
    @ConditionalOnBean(RemoteConfigClient.class)
    @ConditionalOnMissingBean(name = "ddRemoteConfigHealthIndicator")
    AgentHealthIndicator ddRemoteConfigHealthIndicator(
            RemoteConfigClient ddRemoteConfigClient, Configuration ddConfiguration) {
        return new AgentHealthIndicator(
                () -> AgentReachability.of(ddRemoteConfigClient.status(), Instant.now()),
                ddConfiguration.get(AgentReachability.UNREACHABLE_STATUS));
    }
}
