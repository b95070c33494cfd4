/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "shop, shop, true",
                "shop, SHOP, true",
                "SHOP, shop, true",
                "shop, shops, false",
                "shop, ashop, false",
                "shop, '', false",
                "'', '', true",
                "'', a, false",
                "*, '', true",
                "*, anything, true",
                "**, anything, true",
                "?, '', false",
                "?, a, true",
                "?, ab, false",
                "?*, a, true",
                "?*, '', false",
                "*?, abc, true",
                "sh?p, shop, true",
                "sh?p, shp, false",
                "shop*, shop, true",
                "shop*, shop-web, true",
                "shop*, my-shop, false",
                "*shop, my-shop, true",
                "*shop, my-shops, false",
                "*o*o*, foo, true",
                "*o*o*o*, foo, false",
                "a*b*c, abbbc, true",
                "a*b*c, acb, false",
                "a*a, a, false",
                "a*a, aa, true",
                "GET /h?alth, get /health, true",
                "5??, 503, true",
                "[a-z]+, x, false",
                "[a-z]+, [a-z]+, true",
                "a.c, abc, false",
                "\\*, \\anything, true",
                "(a|b)$^, (A|B)$^, true",
                "stra?e, straße, true",
                "ÄRGER*, ärgerlich, true",
                "*é, café, true"
            })
    void a_star_is_any_run_and_a_question_mark_one_character(String pattern, String text, boolean matches) {
        assertThat(matches(unquoted(pattern), unquoted(text))).isEqualTo(matches);
    }

    @Test
    void a_character_outside_the_basic_plane_is_one_character() {
        assertThat(matches("a?b", "a\uD83D\uDE00b")).isTrue();
        assertThat(matches("a??b", "a\uD83D\uDE00b")).isFalse();
        assertThat(matches("*\uD83D\uDE00?", "x\uD83D\uDE00b")).isTrue();
    }

    @Test
    void patterns_of_any_length_mean_the_same() {
        for (int length = 60; length < 200; length++) {
            String text = "ab".repeat(length);
            assertThat(matches("?" + text.substring(1), text))
                    .as("length %s", length)
                    .isTrue();
            assertThat(matches(text + "*", text)).isTrue();
            assertThat(matches("*" + text, "x" + text)).isTrue();
            assertThat(matches("?" + text, text)).isFalse();
            assertThat(matches(text + "?", text + "y")).isTrue();
            assertThat(matches(text + "?c", text + "yd")).isFalse();
        }
    }

    @Test
    void it_agrees_with_regular_expressions_on_arbitrary_patterns() {
        SplittableRandom random = new SplittableRandom(4711);
        for (int i = 0; i < 20_000; i++) {
            String pattern = random(random, "ab*?", random.nextInt(12));
            String text = random(random, "abAB", random.nextInt(12));
            String regex = pattern.replace("*", ".*").replace("?", ".");

            assertThat(matches(pattern, text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(Pattern.compile(regex, Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .matches());
        }
    }

    @ParameterizedTest
    @CsvSource({"*a, b, 400", "a*, b, 400", "?*, '', 400", "*a?, b, 300", "*aaaaaaaaaaaaaaaa, b, 60"})
    void adversarial_patterns_take_linear_time(String unit, String end, int repeated) {
        Glob glob = Glob.of(unit.repeat(repeated) + end);
        String text = "a".repeat(200_000);

        Assertions.assertThatNoException()
                .isThrownBy(() -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> glob.matches(text)));
    }

    @Test
    void only_wildcards_are_told_apart() {
        assertThat(Glob.of("*?*").onlyWildcards()).isTrue();
        assertThat(Glob.of("*1").onlyWildcards()).isFalse();
        assertThatCode(() -> Glob.of("")).doesNotThrowAnyException();
    }

    private static boolean matches(String pattern, String text) {
        return Glob.of(pattern).matches(text);
    }

    private static String unquoted(String text) {
        return text.equals("''") ? "" : text;
    }

    private static String random(SplittableRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
