/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedTrace;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceCountIT {
    @Test
    void every_call_and_every_start_up_statement_is_one_trace_and_nothing_else_is() {
        try (FakeAgent agent = FakeAgent.start()) {
            ExpectedTrees expected;
            try (Shop shop = Shop.start(agent.url())) {
                expected = ExpectedTrees.forPort(shop.port());
                expected.calls().forEach(shop::call);
                assertThat(shop.get("/actuator/health").statusCode()).isEqualTo(200);
            }
            // Stopping the shop has sent what was left.
            List<ReceivedTrace> traces = agent.traces();
            assertThat(traces)
                    .hasSize(expected.calls().size() + expected.startUp().size());
            for (ExpectedSpan statement : expected.startUp()) {
                ReceivedTrace trace = agent.awaitTraceWithResource(statement.resource());
                assertThat(TreeDifferences.between(statement, trace)).isEmpty();
            }
            assertThat(agent.problems()).isEmpty();
        }
    }
}
