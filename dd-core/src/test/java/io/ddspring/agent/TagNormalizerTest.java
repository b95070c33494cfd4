/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagNormalizerTest {
    @ParameterizedTest
    @CsvSource({
        "'',                 ''",
        "plain,              plain",
        "Prod Env,           prod_env",
        "a_b-c:d.e/f0,       a_b-c:d.e/f0",
        "a  b!!c,            a_b_c",
        "a___b,              a_b",
        "trailing__,         trailing",
        "trailing!?,         trailing",
        "_leading,           leading",
        "1st,                st",
        "-x,                 x",
        ":x,                 :x",
        "'  spaces ',        spaces",
        "Größe,              größe",
        "ÀÉ,                 àé",
        "日本語,              日本語",
        "a😀b,               a_b",
        "42,                 ''",
        "***,                ''"
    })
    void a_tag_becomes_what_the_agent_makes_of_it(String text, String normal) {
        assertThat(TagNormalizer.tag(text)).isEqualTo(normal);
        assertThat(TagNormalizer.tag(normal)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({"1.0-SNAPSHOT, 1.0-snapshot", "/opt/App, /opt/app", "_x, x", "42, 42", "bb, bb"})
    void a_value_may_begin_with_a_digit(String text, String normal) {
        assertThat(TagNormalizer.tagValue(text)).isEqualTo(normal);
    }

    @Test
    void what_is_too_long_is_cut() {
        assertThat(TagNormalizer.tag("X".repeat(300))).isEqualTo("x".repeat(200));
        assertThat(TagNormalizer.service("x".repeat(300))).isEqualTo("x".repeat(100));
        assertThat(TagNormalizer.tag("x".repeat(199) + "!y")).isEqualTo("x".repeat(199));
    }
}
