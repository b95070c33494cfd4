/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.ProcessTags;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.TracerKeys;
import io.ddspring.remoteconfig.ClientIdentity;
import io.ddspring.remoteconfig.autoconfigure.DdRemoteConfigAutoConfiguration;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.trace.internal.ProcessIdentity;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/** Settings that change while the application runs: with its environment, and by remote configuration. */
@AutoConfiguration(after = DdTracingAutoConfiguration.class, before = DdRemoteConfigAutoConfiguration.class)
@ConditionalOnBean({CoreTracer.class, LiveConfiguration.class})
public final class DdChangingSettingsAutoConfiguration {
    @Bean
    @ConditionalOnBean({AgentClient.class, ProcessTags.class, ProcessIdentity.class})
    @ConditionalOnMissingBean
    ClientIdentity ddClientIdentity(
            Configuration ddConfiguration,
            ProcessIdentity ddProcessIdentity,
            ProcessTags ddProcessTags,
            CoreTracer ddTracer,
            ConfigurableApplicationContext context) {
        return RemoteIdentity.of(ddConfiguration, ddProcessIdentity, ddProcessTags, ddTracer, context.getClassLoader());
    }

    @Bean
    @ConditionalOnMissingBean
    EnvironmentRefresh ddEnvironmentRefresh(
            LiveConfiguration ddLiveConfiguration, ConfigurableEnvironment environment) {
        return new EnvironmentRefresh(ddLiveConfiguration, environment);
    }

    /** Needed by nobody else, so it must not wait until somebody asks for it. */
    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean
    LibraryLogLevel ddLibraryLogLevel(
            LiveConfiguration ddLiveConfiguration, ObjectProvider<LoggingSystem> springBootLoggingSystem) {
        LibraryLogLevel level = new LibraryLogLevel(
                springBootLoggingSystem::getIfAvailable,
                ddLiveConfiguration.start().get(TracerKeys.DEBUG));
        ddLiveConfiguration.follow(Set.of(TracerKeys.DEBUG), level::use);
        return level;
    }
}
