/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource({
        "dd.api-key, abc, ******",
        "dd.service, shop, shop",
        "dd.trace.agent-url, http://me:pw@agent:8126/x, http://******@agent:8126/x",
        "dd.trace.agent-url, http://agent/x?token=1&b=2 and more, http://agent/x?****** and more",
        "any, http://a/?x ftp://b/?y end, http://a/?****** ftp://b/?****** end",
        "any, http://a/? b, http://a/? b",
        "any, what? http://a/, what? http://a/",
        "any, a?b, a?b"
    })
    void what_is_secret_is_hidden(String name, String text, String shown) {
        assertThat(Secrets.mask(name, text)).isEqualTo(shown);
    }

    @Test
    void a_text_of_nothing_but_addresses_takes_no_longer_than_its_length() {
        String text = "://".repeat(100_000);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(Secrets.mask("any", text))
                .isEqualTo(text));
    }
}
