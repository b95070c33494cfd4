/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AgentProbeIT {
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    @Test
    void an_agent_is_one_until_it_is_gone() {
        try (FakeAgent agent = FakeAgent.start()) {
            AgentAddress address = AgentAddress.parse(agent.url().toString());
            assertThat(AgentProbe.isAgent(address, TIMEOUT)).isTrue();

            agent.stopListening();
            assertThat(AgentProbe.isAgent(address, TIMEOUT)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>",
                "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"version\":\"1.0\"}",
                "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"endpoints\":[]}",
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"endpoints\":[\"/v0.4/traces\"",
                "SSH-2.0-OpenSSH_9.6\r\n"
            })
    void whatever_else_answers_is_none(String answer) throws IOException {
        try (RawServer server = RawServer.answering(answer)) {
            assertThat(AgentProbe.isAgent(server.address(), TIMEOUT)).isFalse();
        }
    }

    @Test
    void who_says_nothing_is_not_waited_for() throws IOException {
        try (RawServer silent =
                RawServer.onLoopback(connection -> connection.getInputStream().readAllBytes())) {
            long start = System.nanoTime();

            assertThat(AgentProbe.isAgent(silent.address(), TIMEOUT)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
