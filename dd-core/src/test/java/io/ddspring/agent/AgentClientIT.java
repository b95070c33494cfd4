/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.test.FakeAgent;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentClientIT {
    private static final AgentRequest INFO = AgentRequest.get("/info", Map.of());

    @Test
    void it_sends_while_it_is_open_and_can_be_opened_again() throws IOException {
        try (FakeAgent agent = FakeAgent.start();
                AgentClient client =
                        from(Map.of("dd.trace.agent-url", agent.url().toString()))) {
            assertThat(client.isOpen()).isFalse();
            assertThat(client.address().url()).isEqualTo(agent.url().toString());
            assertThatThrownBy(() -> client.send(INFO)).hasMessageContaining("closed");
            client.refreshInfoIfDue();
            assertThat(agent.requests()).isEmpty();

            client.open();
            assertThat(client.send(INFO).status()).isEqualTo(200);
            client.refreshInfoIfDue();
            assertThat(client.info().version()).isEqualTo("7.71.0");

            client.close();
            assertThatThrownBy(() -> client.send(INFO)).hasMessageContaining("closed");
            client.open();
            assertThat(client.send(INFO).status()).isEqualTo(200);
        }
    }

    @Test
    void the_configured_time_limit_and_environment_are_used() throws IOException {
        try (RawServer silent = RawServer.onLoopback(
                        connection -> connection.getInputStream().readAllBytes());
                AgentClient client = from(Map.of(
                        "dd.trace.agent-url", silent.address().url(),
                        "dd.trace.agent-timeout", "0.2",
                        "dd.external.env", "it-false"))) {
            client.open();

            long start = System.nanoTime();
            assertThatThrownBy(() -> client.send(INFO)).isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(client.headers().traces()).containsEntry("Datadog-External-Env", "it-false");
        }
    }

    @Test
    void a_host_without_address_is_a_connection_failure() {
        try (AgentClient client = from(Map.of("dd.agent.host", "agent.invalid"))) {
            client.open();

            assertThatThrownBy(() -> client.send(INFO))
                    .isInstanceOf(AgentConnectionException.class)
                    .hasMessageContaining("agent.invalid");
        }
    }

    private static AgentClient from(Map<String, String> texts) {
        Configuration configuration = new Configuration(key -> {
            String text = texts.get(key.name());
            return text == null ? null : new ConfigText(text, ConfigOrigin.ENVIRONMENT, "test");
        });
        return AgentClient.from(configuration, null);
    }
}
