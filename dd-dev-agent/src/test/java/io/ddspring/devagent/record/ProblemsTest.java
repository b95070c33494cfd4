/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Problems problems = new Problems(Clock.fixed(Instant.ofEpochSecond(7), ZoneOffset.UTC), () -> {});

    @Test
    void keeps_the_last_hundred_and_counts_all() {
        for (int i = 1; i <= 130; i++) {
            problems.add("PUT /v0.4/traces", "reason " + i);
        }

        assertThat(problems.count()).isEqualTo(130);
        assertThat(problems.newestFirst()).hasSize(100);
        assertThat(problems.newestFirst().get(0))
                .isEqualTo(new Problems.Problem(Instant.ofEpochSecond(7), "PUT /v0.4/traces", "reason 130"));
        problems.clear();
        assertThat(problems.newestFirst()).isEmpty();
        assertThat(problems.count()).isZero();
    }

    @Test
    void shortens_a_long_reason() {
        problems.add("PUT /", "x".repeat(10_000));

        assertThat(problems.newestFirst().get(0).reason()).hasSize(501).endsWith("x…");
    }
}
