/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "1", "t", "yes", "Y", "on", " true "})
    void a_flag_is_on(String text) {
        assertThat(parse(ConfigType.FLAG, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "0", "f", "no", "N", "off", " 0 "})
    void a_flag_is_off(String text) {
        assertThat(parse(ConfigType.FLAG, text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "enabled", "tru", "-1"})
    void another_text_is_no_flag(String text) {
        assertThatThrownBy(() -> parse(ConfigType.FLAG, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_text_has_no_blanks_around_it() {
        assertThat(parse(ConfigType.TEXT, " a b ")).isEqualTo("a b");
    }

    @Test
    void a_list_leaves_out_blanks_and_empty_items() {
        assertThat(parse(ConfigType.LIST, " a, b c ,,")).isEqualTo(List.of("a", "b c"));
        assertThat(parse(ConfigType.LIST, "")).isEmpty();
    }

    @Test
    void pairs_are_separated_by_commas_and_keep_their_order() {
        assertThat(parse(ConfigType.MAP, "k2:v2, k1 : v:1 ,alone,:none,"))
                .containsExactly(Map.entry("k2", "v2"), Map.entry("k1", "v:1"), Map.entry("alone", ""));
    }

    @Test
    void pairs_are_separated_by_blanks_when_there_is_no_comma() {
        assertThat(parse(ConfigType.MAP, "k1:v1  k2:v2 k3"))
                .containsExactly(Map.entry("k1", "v1"), Map.entry("k2", "v2"), Map.entry("k3", ""));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "' 10 ',10", "1e1,10"})
    void a_whole_number_is_read(String text, int expected) {
        assertThat(parse(ConfigType.integer(0, 10), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "11", "1.5", "ten", "99999999999999999999", "1e999999999"})
    void what_is_not_a_whole_number_in_range_is_refused(String text) {
        assertThatThrownBy(() -> parse(ConfigType.integer(0, 10), text)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.25,0.25", "1,1", "1e-6,0.000001"})
    void a_number_is_read(String text, double expected) {
        assertThat(parse(ConfigType.decimal(0, 1), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "-0.1", "NaN", "Infinity", "half"})
    void what_is_not_a_number_in_range_is_refused(String text) {
        assertThatThrownBy(() -> parse(ConfigType.decimal(0, 1), text)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_word_is_recognised_in_any_case_and_spelled_as_defined() {
        ConfigType<String> mode = ConfigType.oneOf("disabled", "full");

        assertThat(parse(mode, " FULL ")).isEqualTo("full");
        assertThatThrownBy(() -> parse(mode, "half")).hasMessageContaining("disabled, full");
    }

    @Test
    void ranges_are_told_in_words() {
        assertThat(ConfigType.integer(1, 10).allowed()).isEqualTo("a whole number from 1 to 10");
        assertThat(ConfigType.integer(1, Integer.MAX_VALUE).allowed()).isEqualTo("a whole number from 1");
        assertThat(ConfigType.decimal(0, 0.5).allowed()).isEqualTo("a number from 0 to 0.5");
    }

    @Test
    void a_value_is_written_as_it_is_read() {
        assertThat(ConfigType.LIST.text(List.of("a", "b"))).isEqualTo("a,b");
        assertThat(ConfigType.MAP.text(Map.of("a", "b"))).isEqualTo("a:b");
        assertThat(ConfigType.FLAG.text(true)).isEqualTo("true");
    }

    private static <T> T parse(ConfigType<T> type, String text) {
        return type.parse(new ConfigText(text, ConfigOrigin.ENVIRONMENT, "here"));
    }
}
