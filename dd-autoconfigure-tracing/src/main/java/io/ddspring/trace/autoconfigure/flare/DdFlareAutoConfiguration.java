/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.flare.FlarePreparation;
import io.ddspring.flare.FlareTasks;
import io.ddspring.flare.LocalFlare;
import io.ddspring.flare.TracerFlare;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.internal.ProcessIdentity;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Makes flares when the Agent or a user wants them; nothing is made before somebody asks for it. */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
@Lazy
@ConditionalOnBean({AgentClient.class, ProcessIdentity.class})
public final class DdFlareAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    TracerFlare ddTracerFlare(
            Configuration ddConfiguration,
            AgentClient ddAgentClient,
            ProcessIdentity ddProcessIdentity,
            ConfigurableApplicationContext context) {
        return new TracerFlare(
                ddConfiguration,
                ddProcessIdentity.runtimeId(),
                ddAgentClient,
                failures -> ApplicationEntries.of(context, failures),
                lines -> LogTaps.of(context.getBeanFactory()).open(lines));
    }

    @Bean
    @ConditionalOnMissingBean
    FlarePreparation ddFlarePreparation(ObjectProvider<TracerFlare> ddTracerFlare) {
        return new FlarePreparation(ddTracerFlare::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    FlareTasks ddFlareTasks(ObjectProvider<TracerFlare> ddTracerFlare) {
        return new FlareTasks(ddTracerFlare::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    LocalFlare ddLocalFlare(TracerFlare ddTracerFlare) {
        return new LocalFlare(ddTracerFlare, Path.of(System.getProperty("java.io.tmpdir", ".")));
    }
}
