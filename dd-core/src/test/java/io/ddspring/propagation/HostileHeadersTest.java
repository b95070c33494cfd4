/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of a size that only somebody with bad intentions sends cost time and memory in proportion to their size. */
class HostileHeadersTest {
    private static final int LENGTH = 400_000;
    private static final Duration FAR_BELOW_QUADRATIC_TIME = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                ";",
                "=",
                "%",
                "-",
                "0",
                "1",
                "a",
                " ",
                "a=b,",
                "a=b;",
                "dd=s:1,",
                "a,",
                "a:b;",
                "t.a:b;",
                "%41",
                "a=%C3,",
                "_dd.p.a=b,",
                "é",
                "\ud83d\ude00"
            })
    void any_pattern_without_end_is_read_in_bounded_time(String pattern) {
        String value = pattern.repeat(LENGTH / pattern.length());
        Headers request = new Headers()
                .add("x-datadog-trace-id", "5")
                .add("x-datadog-parent-id", value)
                .add("x-datadog-tags", value)
                .add("x-datadog-origin", value)
                .add("ot-baggage-a", value)
                .add("traceparent", "00-12345678901234567890123456789012-1234567890123456-01")
                .add("tracestate", value)
                .add("b3", "5-6-" + value)
                .add("x-b3-traceid", value)
                .add("x-b3-spanid", value)
                .add("baggage", value);

        assertTimeoutPreemptively(FAR_BELOW_QUADRATIC_TIME, () -> {
            Fuzzing.check(Fuzzing.DATADOG, request);
            Fuzzing.check(Fuzzing.DATADOG, request.without("x-datadog-parent-id"));
            Fuzzing.check(Fuzzing.W3C, request);
            Fuzzing.check(Fuzzing.B3, request);
            Fuzzing.check(Fuzzing.B3_MULTI, request);
            Fuzzing.check(Fuzzing.BAGGAGE, request);
        });
    }
}
