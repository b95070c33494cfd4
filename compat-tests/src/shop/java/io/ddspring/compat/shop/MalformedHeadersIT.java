/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static io.ddspring.test.DatadogAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of the caller that make no sense begin a new trace instead of failing the request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedHeadersIT {
    private final FakeAgent agent = FakeAgent.start();
    private Shop shop;

    @BeforeAll
    void start() {
        shop = Shop.start(agent.url());
    }

    @AfterAll
    void stop() {
        shop.close();
        agent.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x-datadog-trace-id | none
                    x-datadog-trace-id | -1
                    x-datadog-trace-id | 99999999999999999999999
                    x-datadog-trace-id | 12345678901234567890123456789012345678901234567890
                    x-datadog-trace-id | 0
                    traceparent        | 00-zz-yy-01
                    traceparent        | 00-00000000000000000000000000000000-0000000000000000-01
                    traceparent        | ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
                    tracestate         | dd=,,==;;;
                    x-datadog-tags     | _dd.p.tid=xyz,=,,
                    """)
    void malformed_header_begins_a_new_trace(String header, String value) {
        agent.clear();

        assertThat(shop.get("/ping", header, value).body()).isEqualTo("pong");

        assertThat(agent.awaitTraceWithResource("GET /ping"))
                .rootSpan()
                .withoutParent()
                .hasNoError();
        assertThat(agent.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x-datadog-sampling-priority, 99999999999", "x-datadog-parent-id, none"})
    void malformed_header_beside_a_good_trace_id_keeps_the_request_alive(String header, String value) {
        agent.clear();

        assertThat(shop.get("/ping", "x-datadog-trace-id", "4711", header, value)
                        .body())
                .isEqualTo("pong");

        assertThat(agent.awaitTraceWithResource("GET /ping")).rootSpan().hasNoError();
        assertThat(agent.problems()).isEmpty();
    }
}
