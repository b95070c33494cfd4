/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPathNormalizerTest {
    @ParameterizedTest
    @CsvSource({
        "/users/42/v2/a1b, /users/?/v2/?",
        "/ping, /ping",
        "/, /",
        "'', /",
        "/users/7, /users/?",
        "/users/7/, /users/?/",
        "/v1, /v1",
        "/v99/x, /v99/x",
        "/v100/x, /?/x",
        "/v/x, /v/x",
        "/v1a, /?",
        "/1v, /?",
        "/V2, /?",
        "//double//2, //double//?",
        "/a b/c\td, /ab/cd",
        "/7, /?",
        "abc, abc",
        "*, *"
    })
    void segments_with_digits_become_question_marks_except_versions(String path, String normalized) {
        assertThat(UrlPathNormalizer.normalize(path)).isEqualTo(normalized);
    }

    @Test
    void a_path_of_nothing_but_white_space_is_the_root() {
        assertThat(UrlPathNormalizer.normalize(" \t")).isEqualTo("/");
    }

    @Test
    void a_path_that_stays_as_it_is_is_not_copied() {
        String path = "/orders/open";

        assertThat(UrlPathNormalizer.normalize(path)).isSameAs(path);
    }
}
