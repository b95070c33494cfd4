/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static io.ddspring.test.DatadogAssertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedTrace;
import org.junit.jupiter.api.Test;

class ScheduledJobIT {
    @Test
    void each_run_is_a_trace_of_its_own() {
        try (FakeAgent agent = FakeAgent.start();
                Shop shop = Shop.start(agent.url(), "--shop.stock-check.enabled=true", "--shop.stock-check.interval=50ms")) {
            agent.awaitSpan(span -> span.name().equals("scheduled.call"));
            agent.clear();
            ReceivedTrace next = agent.awaitTrace(trace -> !trace.spans("scheduled.call").isEmpty());
            assertThat(next).hasTree("""
                    scheduled.call StockCheck.check
                      h2.query select count(*) from products where stock = ?
                    """);
            assertThat(next).rootSpan().withService("shop").withoutParent().hasNoError();
        }
    }
}
