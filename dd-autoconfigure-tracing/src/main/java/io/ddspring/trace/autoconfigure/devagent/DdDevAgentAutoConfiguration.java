/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Has the development agent, where it is on the class path, run inside the application in place of an Agent: when there
 * is none, and always with {@code dd.dev-agent.enabled=true}, then also with {@code dd.trace.enabled=false}. Never in an
 * environment whose name begins with {@code prod}.
 */
@AutoConfiguration(before = DdTracingAutoConfiguration.class)
@ConditionalOnClass(name = "io.ddspring.devagent.DevAgent")
@ConditionalOnProperty(name = "dd.dev-agent.enabled", matchIfMissing = true)
public final class DdDevAgentAutoConfiguration {
    @Bean
    EmbeddedDevAgent ddDevAgent(Configuration ddConfiguration) {
        return new EmbeddedDevAgent(ddConfiguration);
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "dd.trace.enabled", matchIfMissing = true)
    static class Traced {
        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean
        AgentClient ddAgentClient(Configuration ddConfiguration, EmbeddedDevAgent ddDevAgent) {
            return AgentClient.from(ddConfiguration, ddDevAgent, null);
        }
    }
}
