/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedTrace;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each endpoint of the shop makes exactly the spans of {@code expected-trees.json}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpanTreesIT {
    private final FakeAgent agent = FakeAgent.start();
    private Shop shop;
    private ExpectedTrees expected;

    @BeforeAll
    void start() {
        shop = Shop.start(agent.url());
        expected = ExpectedTrees.forPort(shop.port());
    }

    @AfterAll
    void stop() {
        shop.close();
        agent.close();
    }

    @TestFactory
    Stream<DynamicTest> call_makes_the_expected_spans() {
        return expected.calls().stream().map(call -> DynamicTest.dynamicTest(call.toString(), () -> {
            agent.clear();
            assertThat(shop.call(call).statusCode()).isEqualTo(call.status());
            ReceivedTrace trace = agent.awaitTrace(
                    received -> call.began(received) && received.spans().size() >= call.span().size());
            assertThat(TreeDifferences.between(call.span(), trace)).as(trace.toString()).isEmpty();
            assertThat(agent.problems()).isEmpty();
        }));
    }
}
