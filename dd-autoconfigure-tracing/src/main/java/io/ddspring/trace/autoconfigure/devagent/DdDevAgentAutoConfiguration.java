/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.devagent.DevAgent;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * With {@code dd.dev-agent.enabled=true}, starts the development agent on the loopback interface and sends the traces
 * there instead of to a real Agent. Never in an environment whose name begins with {@code prod}.
 */
@AutoConfiguration(before = DdTracingAutoConfiguration.class)
@ConditionalOnClass(name = "io.ddspring.devagent.DevAgent")
@ConditionalOnBooleanProperty(name = "dd.dev-agent.enabled")
public final class DdDevAgentAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(DdDevAgentAutoConfiguration.class);

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    AgentClient ddAgentClient(Configuration ddConfiguration, EmbeddedDevAgent ddDevAgent) {
        AgentAddress address = ddDevAgent.address();
        return address == null
                ? AgentClient.from(ddConfiguration, null)
                : AgentClient.from(ddConfiguration, AgentAddressSettings.of(address), null);
    }

    @Bean
    EmbeddedDevAgent ddDevAgent(Configuration ddConfiguration) {
        String env = ddConfiguration.get(ServiceKeys.ENV);
        if (env.toLowerCase(Locale.ROOT).startsWith("prod")) {
            LOG.warn("The development agent is not started: dd.env is {}", env);
            return new EmbeddedDevAgent(null);
        }
        DevAgent agent =
                DevAgent.builder().port(ddConfiguration.get(DevAgentKeys.PORT)).start();
        LOG.warn("Traces go to the development agent, for this machine only: {}", agent.url());
        return new EmbeddedDevAgent(agent);
    }
}
