/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void all_variants_are_measured_unless_some_are_named() {
        assertThat(Settings.parse().labels()).hasSize(7).startsWith("bare");
    }

    @Test
    void bare_is_always_measured() {
        assertThat(Settings.parse("variants=ddspring, dd-java-agent").labels())
                .containsExactly("bare", "ddspring", "dd-java-agent");
        assertThat(Settings.parse("variants=bare no actuator").labels()).containsExactly("bare", "bare, no actuator");
    }

    @Test
    void an_unknown_variant_is_refused() {
        assertThatThrownBy(() -> Settings.parse("variants=other"))
                .hasMessageContaining("'other'")
                .hasMessageContaining("OpenTelemetry agent");
    }

    @Test
    void counts_can_be_given() {
        Settings settings = Settings.parse("turns=2", "seconds=0.5");

        assertThat(settings.turns()).isEqualTo(2);
        assertThat(settings.window()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void an_unknown_name_is_refused() {
        assertThatThrownBy(() -> Settings.parse("turn=2")).hasMessageContaining("'turn=2'");
        assertThatThrownBy(() -> Settings.parse("turns")).hasMessageContaining("'turns'");
    }

    @Test
    void everyone_comes_first_and_has_other_neighbours() {
        List<String> variants = List.of("a", "b", "c");
        Set<String> first = new HashSet<>();
        Set<String> pairs = new HashSet<>();
        for (int turn = 0; turn < 6; turn++) {
            List<String> order = LoadPhase.inOrderOf(turn, variants);
            assertThat(order).containsExactlyInAnyOrderElementsOf(variants);
            first.add(order.get(0));
            pairs.add(order.get(0) + order.get(1));
            pairs.add(order.get(1) + order.get(2));
        }

        assertThat(first).containsExactlyInAnyOrderElementsOf(variants);
        assertThat(pairs).hasSize(6);
    }
}
