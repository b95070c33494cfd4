/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Samples samples = new Samples();

    @Test
    void a_machine_that_becomes_slower_does_not_show_in_a_ratio() {
        add("bare", 10, 12, 20);
        add("traced", 11, 13.2, 22);

        Distribution ratio = samples.ratio("time", "traced", "bare");

        assertThat(ratio.median()).isCloseTo(1.1, within(1e-9));
        assertThat(ratio.upper() - ratio.lower()).isCloseTo(0, within(1e-9));
    }

    @Test
    void a_ratio_has_a_spread() {
        add("bare", 10, 10, 10, 10, 10);
        add("traced", 10, 11, 12, 13, 14);

        assertThat(samples.ratio("time", "traced", "bare")).isEqualTo(new Distribution(1.2, 1.1, 1.3));
    }

    @Test
    void additions_are_compared_turn_by_turn() {
        add("bare", 10, 20);
        add("ours", 11, 22);
        add("theirs", 14, 28);

        assertThat(samples.ratioOfAdditions("time", "ours", "theirs", "bare"))
                .isEqualTo(new Distribution(0.25, 0.25, 0.25));
    }

    @Test
    void differences_are_taken_turn_by_turn() {
        add("bare", 100, 200);
        add("traced", 120, 220);

        assertThat(samples.difference("time", "traced", "bare").median()).isEqualTo(20);
    }

    @Test
    void who_was_measured_in_other_turns_is_not_compared() {
        add("bare", 1, 2);
        add("traced", 1);

        assertThatThrownBy(() -> samples.ratio("time", "traced", "bare"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 and 2 turns");
    }

    @Test
    void what_was_not_measured_is_no_zero() {
        assertThat(samples.has("time", "bare")).isFalse();
        assertThatThrownBy(() -> samples.of("time", "bare")).hasMessage("bare has no time");
    }

    @Test
    void more_samples_follow() {
        add("bare", 1);
        Samples more = new Samples();
        more.add("time", "bare", 3);
        more.add("memory", "bare", 5);

        samples.addAll(more);

        assertThat(samples.values("time", "bare")).containsExactly(1, 3);
        assertThat(samples.values("memory", "bare")).containsExactly(5);
    }

    private void add(String subject, double... values) {
        for (double value : values) {
            samples.add("time", subject, value);
        }
    }
}
