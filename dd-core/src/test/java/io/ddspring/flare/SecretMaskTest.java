/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecretMaskTest {
    private final SecretMask mask = new SecretMask(List.of("0123456789abcdefknown", "short"));

    @ParameterizedTest
    @MethodSource("lines")
    void secrets_in_a_line_are_hidden(String line, String masked) {
        assertThat(mask.mask(line)).isEqualTo(masked);
    }

    @Test
    void masking_twice_changes_nothing_more() throws IOException {
        for (Arguments pair : lines()) {
            String once = mask.mask((String) pair.get()[0]);
            assertThat(mask.mask(once)).isEqualTo(once);
        }
    }

    @Test
    void a_value_is_hidden_wholly_when_its_name_is_secret() {
        assertThat(mask.maskValue("-Ddb.password", "a b,c")).isEqualTo("******");
        assertThat(mask.maskValue("-Ddb.url", "jdbc:x://me:pw@h")).isEqualTo("jdbc:x://******@h");
        assertThat(mask.maskValue("dd.trace.key.enabled", "true")).isEqualTo("true");
    }

    @Test
    void the_configured_api_key_is_hidden_wherever_it_stands() {
        ConfigKey<String> key = ConfigKey.of("dd.test.api-key", ConfigType.TEXT, "", "A key.");
        Configuration configuration = new Configuration(asked -> asked.name().equals(key.name())
                ? new ConfigText("fedcba9876543210fedcba9876543210", ConfigOrigin.ENVIRONMENT, "DD_TEST_API_KEY")
                : null);
        configuration.get(key);

        assertThat(SecretMask.of(configuration).mask("sent fedcba9876543210fedcba9876543210 to the intake"))
                .isEqualTo("sent ******3210 to the intake");
    }

    @Test
    void the_api_key_of_the_account_is_known_before_anything_asked_for_it() {
        Configuration configuration = new Configuration(asked -> asked.name().equals("dd.api-key")
                ? new ConfigText("fedcba9876543210fedcba9876543210", ConfigOrigin.ENVIRONMENT, "DD_API_KEY")
                : null);

        assertThat(SecretMask.of(configuration).mask("sent fedcba9876543210fedcba9876543210 to the intake"))
                .isEqualTo("sent ******3210 to the intake");
    }

    @Test
    void keys_in_several_lines_are_hidden_until_they_end() {
        PemBlocks blocks = new PemBlocks();

        assertThat(Stream.of(
                                "ssl.certificate: |",
                                "  -----BEGIN RSA PRIVATE KEY-----",
                                "  Proc-Type: 4,ENCRYPTED",
                                "",
                                "  MIIEpAIBAAKCAQEA",
                                "  -----END RSA PRIVATE KEY-----",
                                "next",
                                "\"-----BEGIN CERTIFICATE-----\\nMIIC\\n-----END CERTIFICATE-----\\n\" rest",
                                "last")
                        .map(blocks::mask))
                .containsExactly(
                        "ssl.certificate: |",
                        "  -----BEGIN RSA PRIVATE KEY-----",
                        "******",
                        "******",
                        "******",
                        "******-----END RSA PRIVATE KEY-----",
                        "next",
                        "\"-----BEGIN CERTIFICATE-----******-----END CERTIFICATE-----\\n\" rest",
                        "last");
    }

    @Test
    void a_key_that_does_not_end_does_not_hide_everything_after_it() {
        PemBlocks blocks = new PemBlocks();
        blocks.mask("-----BEGIN PRIVATE KEY-----");

        List<String> masked =
                IntStream.range(0, 1000).mapToObj(i -> blocks.mask("line " + i)).toList();

        assertThat(masked.subList(0, 300)).containsOnly("******");
        assertThat(masked).last().isEqualTo("line 999");
    }

    @Test
    void long_lines_of_names_and_quotes_take_no_time() {
        String names = "key".repeat(20_000);
        String nested = "\"token\":\"" + "\\\"".repeat(20_000);

        assertTimeout(Duration.ofSeconds(2), () -> {
            assertThat(mask.mask(names)).isEqualTo(names);
            assertThat(mask.mask(nested)).isEqualTo("\"token\":\"******");
            for (String part :
                    List.of("eyJ", "://", "jdbc:oracle:a:", "key>", "<key>", "key \"", "pass ", "Bearer ", "@")) {
                String line = part.repeat(60_000 / part.length());
                assertThat(mask.mask(mask.mask(line))).isEqualTo(mask.mask(line));
            }
        });
    }

    static List<Arguments> lines() throws IOException {
        List<Arguments> pairs = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SecretMaskTest.class.getResourceAsStream("secrets.txt")),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                pairs.add(Arguments.of(line, lines.readLine()));
            }
        }
        return pairs;
    }
}
