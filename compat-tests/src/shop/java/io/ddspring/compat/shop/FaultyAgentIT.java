/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.test.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the agent, the application does not notice, and traces arrive again once it is well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyAgentIT {
    // Far less than the slow answers take and far more than a request needs on a busy machine.
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(3);
    private static final Duration AGENT_TIMEOUT = Duration.ofSeconds(4);

    private final FakeAgent agent = FakeAgent.start().awaitAtMost(Duration.ofSeconds(60));
    private Shop shop;

    @BeforeAll
    void start() {
        agent.stopListening();
        shop = Shop.start(agent.url(), "--dd.trace.agent-timeout=" + AGENT_TIMEOUT.toSeconds());
    }

    @AfterAll
    void stop() {
        agent.close();
        shop.close();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.status(500, "out of order"),
                Fault.status(413, "too large"),
                Fault.status(429, "too many"),
                Fault.status(200, "<html>not an agent</html>"),
                Fault.garbage(),
                Fault.closeMidRequest(10),
                Fault.closeMidAnswer(),
                Fault.delay(AGENT_TIMEOUT.plusSeconds(1)),
                Fault.neverAnswer());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void requests_are_answered_in_time_and_traces_arrive_after_the_fault(Fault fault) {
        agent.startListening();
        agent.failUntilCleared(fault);
        callRepeatedly();
        agent.awaitRequests("/v0.4/traces", 1);
        callRepeatedly();
        agent.clearFaults();
        expectNewTrace();
    }

    @Test
    void requests_are_answered_in_time_without_an_agent_and_traces_arrive_once_there_is_one() {
        agent.stopListening();
        callRepeatedly();
        agent.startListening();
        expectNewTrace();
    }

    private void callRepeatedly() {
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            assertThat(shop.get("/ping").body()).isEqualTo("pong");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(REQUEST_LIMIT);
        }
    }

    private void expectNewTrace() {
        agent.clear();
        assertThat(shop.get("/status/204").statusCode()).isEqualTo(204);
        agent.awaitTraceWithResource("GET /status/{code}");
        agent.clear();
    }
}
