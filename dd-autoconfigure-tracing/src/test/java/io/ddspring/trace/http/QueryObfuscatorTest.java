/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class QueryObfuscatorTest {
    private static final String TOKEN_36 = "abcdefghijklmnopqrstuvwxyz0123456789";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pass",
                "pwd",
                "pword",
                "passwd",
                "password",
                "PASSWORD",
                "password1",
                "password2",
                "oldPassword",
                "old_pwd",
                "new-password",
                "newpass",
                "passphrase",
                "pass_phrase",
                "secret",
                "client_secret",
                "api_key",
                "apikey",
                "api-key-id",
                "apiKeyId",
                "private_key",
                "public_key",
                "access_key",
                "access_key_id",
                "secret_key",
                "app_key",
                "application_key",
                "application-key-id",
                "token",
                "access_token",
                "consumer_id",
                "consumer_key",
                "consumer_secret",
                "sign",
                "signed",
                "signature",
                "X-Amz-Signature",
                "auth",
                "authentication",
                "authorization",
                "user[password]",
                "user%5Bpassword%5D"
            })
    void values_of_sensitive_names_are_redacted_with_their_names(String name) {
        assertThat(QueryObfuscator.BUILT_IN.obfuscate("q=1&" + name + "=hunter2&r=2"))
                .isEqualTo("q=1&" + (name.contains("%5B") ? "user%5B" : "") + "<redacted>&r=2");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "q=1&password=hunter2, q=1&<redacted>",
                "password=hunter2, <redacted>",
                "password%3Dhunter2&a=b, <redacted>&a=b",
                "password%20%3D%20hunter2&a=b, <redacted>&a=b",
                "to=%2Fx%3Ftoken%3Dabc%26a%3D1&b=2, to=%2Fx%3F<redacted>&b=2",
                "json={\"password\":\"a b\"}, json={<redacted>}",
                "json={\"password\" : \"a\"}&x=1, json={<redacted>}&x=1",
                "json={\"password\":12345}, json={<redacted>}",
                "json=%7B%20%22sign%22%3A%20%22a1-b2%22%7D, json=%7B%20<redacted>%7D",
                "json=%7B%22token%22%3A%22abc%22%2C%22a%22%3A1%7D, json=%7B<redacted>%2C%22a%22%3A1%7D",
                "h=Bearer%20abc.def-ghi&x=1, h=<redacted>&x=1",
                "h=bearer+abc&x=1, h=<redacted>&x=1",
                "v=token:abcdefghij123&x=1, v=<redacted>&x=1",
                "v=token%3Aabcdefghij123&x=1, v=<redacted>&x=1",
                "v=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_123&x=1, v=<redacted>&x=1",
                "v=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0&x=1, v=<redacted>&x=1",
                "token=a&key1=val1&pass=b&json=1, <redacted>&key1=val1&<redacted>&json=1"
            })
    void known_shapes_of_secrets_are_redacted(String query, String shown) {
        assertThat(QueryObfuscator.BUILT_IN.obfuscate(query)).isEqualTo(shown);
    }

    @Test
    void stand_alone_keys_are_redacted() {
        String base64 = "AAAAB3NzaC1yc2EA".repeat(8);
        String pem = "-----BEGIN%20RSA%20PRIVATE%20KEY-----" + base64 + "-----END%20RSA%20PRIVATE%20KEY-----";

        assertThat(QueryObfuscator.BUILT_IN.obfuscate("a=1&k=ghp_" + TOKEN_36 + "&b=2"))
                .isEqualTo("a=1&k=<redacted>&b=2");
        assertThat(QueryObfuscator.BUILT_IN.obfuscate("k=" + pem + "&b=2")).isEqualTo("k=<redacted>&b=2");
        assertThat(QueryObfuscator.BUILT_IN.obfuscate("k=ssh-rsa%20" + base64 + "&b=2"))
                .isEqualTo("k=<redacted>&b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q=1",
                "author=tolkien",
                "passenger=2",
                "signal=5",
                "designs=3",
                "max_tokens=100",
                "tokenizer=bpe",
                "secretary=x",
                "q=password",
                "page=2&sort=name,asc",
                "keyword=a",
                "v=ghp_short",
                "q=token:short",
                "%70",
                "a=%",
                "signs",
                "eyJhbGciOiJIUzI1NiJ9"
            })
    void what_is_not_secret_stays(String query) {
        assertThat(QueryObfuscator.BUILT_IN.obfuscate(query)).isSameAs(query);
    }

    @Test
    void no_query_that_the_expression_would_find_something_in_is_passed_over() {
        String[] pieces = {
            "p",
            "ass",
            "w",
            "or",
            "d",
            "phrase",
            "secret",
            "to",
            "ken",
            "si",
            "gn",
            "ed",
            "ature",
            "au",
            "th",
            "api",
            "_",
            "-",
            "k",
            "ey",
            "id",
            "consumer",
            "bearer",
            "%20",
            "=",
            "%3D",
            ":",
            "\"",
            "%22",
            "&",
            "1",
            "x",
            "gho_",
            "a1".repeat(18),
            "eyI",
            ".",
            "J",
            "-----BEGIN",
            "PRIVATE",
            " ",
            "KEY-----",
            "ssh-",
            "rsa",
            "K",
            "ſ",
            "A".repeat(100)
        };
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder query = new StringBuilder();
            for (int length = 1 + random.nextInt(8); length > 0; length--) {
                String piece = pieces[random.nextInt(pieces.length)];
                query.append(random.nextBoolean() ? piece : piece.toUpperCase(Locale.ROOT));
            }
            if (SensitiveQueryPattern.PATTERN.matcher(query).find()) {
                found++;
                assertThat(SensitiveQueryPattern.mightFind(query.toString()))
                        .as(query.toString())
                        .isTrue();
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    @Test
    void an_own_expression_replaces_the_built_in_one() {
        QueryObfuscator own = QueryObfuscator.of("card=\\d+");

        assertThat(own.obfuscate("card=42&password=x")).isEqualTo("<redacted>&password=x");
    }

    @Test
    void an_empty_expression_switches_it_off() {
        assertThat(QueryObfuscator.of("").obfuscate("password=x")).isEqualTo("password=x");
    }

    @Test
    void an_invalid_expression_hides_everything_and_says_so_once(CapturedOutput output) {
        QueryObfuscator broken = QueryObfuscator.of("(unclosed");

        assertThat(broken.obfuscate("a=1")).isEqualTo("<redacted>");
        assertThat(broken.obfuscate("b=2")).isEqualTo("<redacted>");
        assertThat(output.getAll().split("is not valid", -1)).hasSize(2);
    }

    @Test
    void an_expression_that_matches_nothing_but_the_empty_text_changes_nothing() {
        assertThat(QueryObfuscator.of("x*").obfuscate("axb")).isEqualTo("a<redacted>b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*)*b", "(?:a|b|ab)*c"})
    void an_expression_that_backtracks_is_given_up(String expression) {
        String query = "a".repeat(4000) + "!";
        QueryObfuscator costly = QueryObfuscator.of(expression);

        long start = System.nanoTime();
        String shown = costly.obfuscate(query);

        assertThat(shown).isIn("<redacted>", query);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void what_is_too_long_is_cut_off_rather_than_shown_unseen() {
        String query = "a=" + "x".repeat(4090) + "&password=hunter2";

        String shown = QueryObfuscator.BUILT_IN.obfuscate(query);

        assertThat(shown).hasSize(QueryObfuscator.MAX_SCANNED_CHARS).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "%",
                "p",
                "pass",
                "\"",
                "%22",
                "eyI",
                "-----BEGIN ",
                "ssh-rsa ",
                "token%",
                "_",
                "a.",
                "=",
                "bearer ",
                "password%20",
                "%22eyI",
                "eyI.",
                "eyI%3D",
                "\"password\"%20"
            })
    void the_built_in_expression_takes_time_in_proportion_to_the_text(String piece) {
        String query = piece.repeat(4096 / piece.length());

        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            QueryObfuscator.BUILT_IN.obfuscate(query);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
