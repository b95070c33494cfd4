/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusRangesTest {
    @ParameterizedTest
    @CsvSource({
        "500-599, 500, true",
        "500-599, 599, true",
        "500-599, 499, false",
        "500-599, 600, false",
        "'500-599,404,418', 404, true",
        "'500-599,404,418', 418, true",
        "'500-599,404,418', 405, false",
        "' 404 , 500 - 503 ', 502, true",
        "503-500, 501, true",
        "200, 0, false",
        "200, -1, false"
    })
    void contains_what_is_named(String text, int status, boolean contained) {
        assertThat(StatusRanges.parse(text).contains(status)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "abc", "500-", "-500", "500-599,", "99", "1000", "4xx", "500 599"})
    void what_is_not_a_status_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StatusRanges.parse(text));
    }

    @Test
    void an_invalid_setting_counts_as_absent_and_is_a_problem() {
        Configuration configuration = new Configuration(key -> key.name().equals("dd.trace.http.server.error-statuses")
                ? new ConfigText("5xx", ConfigOrigin.ENVIRONMENT, "DD_TRACE_HTTP_SERVER_ERROR_STATUSES")
                : null);

        HttpServerSettings settings = HttpServerSettings.from(configuration);

        assertThat(settings.errorStatuses()).hasToString("500-599");
        assertThat(configuration.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("dd.trace.http.server.error-statuses");
            assertThat(problem.used()).isEqualTo("500-599");
        });
    }
}
