/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.AgentInfo;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which format traces are sent when version 0.5 is configured. */
class ProtocolChoiceIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final WriterSettings SETTINGS =
            new WriterSettings(TraceProtocol.V05, Duration.ofHours(1), 1 << 20, 1024, 32 * 1024);

    @Test
    void an_agent_that_lists_the_endpoint_gets_it() {
        try (FakeAgent agent = FakeAgent.start();
                WriterUnderTest tested = started(agent, "/v0.4/traces", "/v0.5/traces")) {
            write(tested, 1);
            write(tested, 2);

            assertThat(intakes(agent)).containsExactly("/v0.5/traces", "/v0.5/traces");
            assertThat(agent.traces()).hasSize(2);
            assertThat(agent.problems()).isEmpty();
            assertThat(tested.writer.status()).containsEntry("endpoint", "/v0.5/traces");
        }
    }

    @Test
    void an_agent_that_does_not_list_it_gets_version_04() {
        try (FakeAgent agent = FakeAgent.start();
                WriterUnderTest tested = started(agent, "/v0.4/traces")) {
            write(tested, 1);

            assertThat(intakes(agent)).containsExactly("/v0.4/traces");
            assertThat(tested.writer.status()).containsEntry("endpoint", "/v0.4/traces");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 415})
    void an_agent_that_lists_but_refuses_it_gets_version_04_from_then_on(int status) {
        try (FakeAgent agent = FakeAgent.start()) {
            agent.answer("/v0.5/traces", request -> Answer.text(status, "no"));
            try (WriterUnderTest tested = started(agent, "/v0.4/traces", "/v0.5/traces")) {
                write(tested, 1);
                write(tested, 2);
                write(tested, 3);

                assertThat(intakes(agent)).containsExactly("/v0.5/traces", "/v0.4/traces", "/v0.4/traces");
                assertThat(tested.health.counters()).containsEntry("traces.dropped.agent.status." + status, 1L);
                tested.assertNothingIsUncounted(3);
            }
        }
    }

    private static WriterUnderTest started(FakeAgent agent, String... endpoints) {
        agent.info(AgentInfo.defaults().withEndpoints(endpoints));
        WriterUnderTest tested = WriterUnderTest.created(agent.url(), TIMEOUT, SETTINGS);
        tested.writer.start();
        return tested;
    }

    private static void write(WriterUnderTest tested, long traceId) {
        tested.writer.write(SampleSpan.chunk(traceId));
        tested.flush();
    }

    private static List<String> intakes(FakeAgent agent) {
        return agent.requests().stream()
                .map(ReceivedRequest::path)
                .filter(path -> path.endsWith("/traces"))
                .toList();
    }
}
