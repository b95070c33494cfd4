/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegressionGateTest {
    private final Samples samples = new Samples();

    @ParameterizedTest
    @CsvSource({
        "<= 1.1, 0.1, 121, true",
        "<= 1.1, 0.1, 122, false",
        ">= 0.9, 0.1, 81, true",
        ">= 0.9, 0.1, 80, false",
        "<= 1.1, 0, 110, true",
        "<= 1.1, 0, 111, false"
    })
    void a_ratio_may_miss_its_bound_by_its_tolerance(String gate, String tolerance, double measured, boolean holds) {
        samples.add("time", "bare", 100);
        samples.add("time", "ours", measured);

        RegressionGate.Verdict verdict = judge("a ratio", "ratio", "bare", gate, tolerance);

        assertThat(verdict.broken()).isEqualTo(holds ? List.of() : List.of("a ratio"));
        assertThat(verdict.table()).contains("a ratio", holds ? "holds" : "**broken**");
    }

    @Test
    void what_was_not_measured_is_broken() {
        samples.add("time", "ours", 1);

        RegressionGate.Verdict verdict = judge("a ratio", "ratio", "bare", "<= 1", "");

        assertThat(verdict.broken()).containsExactly("a ratio");
        assertThat(verdict.table()).contains("not measured");
    }

    @Test
    void a_value_needs_nobody_else() {
        samples.add("time", "ours", 450);

        assertThat(judge("bytes", "value", "", "<= 450", "").broken()).isEmpty();
    }

    @Test
    void an_addition_is_compared_with_that_of_the_best_of_the_others() {
        samples.add("time", "bare", 100);
        samples.add("time", "ours", 110);
        samples.add("time", "slow", 300);
        samples.add("time", "quick", 140);

        assertThat(judge("share", "share of addition", "bare; slow; quick", "<= 0.25", "")
                        .broken())
                .isEmpty();
        assertThat(judge("share", "share of addition", "bare; slow; quick", "<= 0.24", "")
                        .broken())
                .containsExactly("share");
    }

    @Test
    void a_target_alone_is_not_gated() {
        Bound bound = Bound.of(List.of("memory", "difference", "MB", "ours", "bare", "<= 25", "", ""));

        assertThat(new RegressionGate(List.of(bound)).judge(samples).broken()).isEmpty();
    }

    @Test
    void a_limit_has_a_direction() {
        assertThatThrownBy(() -> Limit.parse("1.1")).hasMessageContaining("1.1");
        assertThat(Limit.parse("<= 25").text()).isEqualTo("≤ 25");
        assertThat(Limit.parse(">= 0.9").text()).isEqualTo("≥ 0.9");
    }

    @Test
    void the_file_of_bounds_can_be_read() throws IOException {
        assertThat(Bound.all()).anyMatch(bound -> bound.target().isPresent());
        assertThat(Bound.all())
                .allMatch(bound -> bound.target().isPresent() || bound.gate().isPresent());
    }

    private RegressionGate.Verdict judge(String what, String measure, String bases, String gate, String tolerance) {
        Bound bound = Bound.of(List.of(what, measure, "time", "ours", bases, "", gate, tolerance));
        return new RegressionGate(List.of(bound)).judge(samples);
    }
}
