/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.autoconfigure;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.flare.FlareEntry;
import io.ddspring.remoteconfig.ClientIdentity;
import io.ddspring.remoteconfig.RemoteConfigClient;
import io.ddspring.remoteconfig.RemoteConfigKeys;
import io.ddspring.remoteconfig.RemoteConfigProduct;
import io.ddspring.remoteconfig.dynamic.ApmTracing;
import io.ddspring.writer.AgentTraceWriter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Remote configuration: asks the Agent for the configurations of every bean that is a {@link RemoteConfigProduct}. Off
 * with {@code dd.remote-configuration.enabled=false}, and when neither traces go to an Agent nor a place to ask is set.
 */
@AutoConfiguration(afterName = "io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dd.remote-configuration.enabled", matchIfMissing = true)
@ConditionalOnBean({AgentClient.class, ClientIdentity.class, LiveConfiguration.class})
public final class DdRemoteConfigAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ApmTracing ddApmTracing(ClientIdentity ddClientIdentity, LiveConfiguration ddLiveConfiguration) {
        return new ApmTracing(ddClientIdentity.service(), ddClientIdentity.env(), ddLiveConfiguration);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    RemoteConfigClient ddRemoteConfigClient(
            Configuration ddConfiguration, AgentClient ddAgentClient, ClientIdentity ddClientIdentity) {
        return RemoteConfigClient.from(ddConfiguration, ddAgentClient, ddClientIdentity);
    }

    /** Only beside the client: a child context has its parent's. */
    @Bean
    @ConditionalOnBean(value = RemoteConfigClient.class, search = SearchStrategy.CURRENT)
    RemoteConfigLifecycle ddRemoteConfigLifecycle(
            RemoteConfigClient ddRemoteConfigClient,
            Configuration ddConfiguration,
            ObjectProvider<AgentTraceWriter> ddTraceWriter,
            ObjectProvider<RemoteConfigProduct> products,
            ApplicationEventPublisher events) {
        // Where traces go elsewhere nobody looks for an Agent. The condition on the beans knows fewer spellings.
        boolean needed = ddConfiguration.get(RemoteConfigKeys.ENABLED)
                && (ddConfiguration.isSet(RemoteConfigKeys.FILE)
                        || ddConfiguration.isSet(RemoteConfigKeys.URL)
                        || ddTraceWriter.getIfAvailable() != null);
        return new RemoteConfigLifecycle(ddRemoteConfigClient, needed, products, events);
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    RemoteConfigStatus ddRemoteConfigStatus(
            RemoteConfigClient ddRemoteConfigClient, LiveConfiguration ddLiveConfiguration) {
        return new RemoteConfigStatus(ddRemoteConfigClient, ddLiveConfiguration);
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    PollNow ddPollNow(RemoteConfigClient ddRemoteConfigClient) {
        return new PollNow(ddRemoteConfigClient);
    }

    @Bean
    @Lazy
    FlareEntry ddChangedSettings(LiveConfiguration ddLiveConfiguration) {
        return new ChangedSettings(ddLiveConfiguration);
    }
}
