/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {
    @ParameterizedTest
    @CsvSource({
        "/health, /health, true",
        "/health, /health/, false",
        "/health, /healthy, false",
        "/internal/**, /internal, true",
        "/internal/**, /internal/a/b, true",
        "/internal/**, /internals, false",
        "/**/*.js, /static/app/main.js, true",
        "/**/*.js, /main.js, true",
        "/**/*.js, /main.jsp, false",
        "/a/*/c, /a/b/c, true",
        "/a/*/c, /a/b/b/c, false",
        "/a/**/c, /a/c, true",
        "/a/**/c, /a/b/b/c, true",
        "/a/**/c/**/e, /a/b/c/d/c/e, true",
        "/a/**/c/**/e, /a/b/c/d, false",
        "/user?, /users, true",
        "/user?, /user, false",
        "/a*b*c, /aXbYc, true",
        "/a*b*c, /aXbY, false",
        "/**, /, true",
        "/**, /anything/at/all, true"
    })
    void match_ant_style(String pattern, String path, boolean matches) {
        assertThat(PathPatterns.of(List.of(pattern)).matches(path)).isEqualTo(matches);
    }

    @Test
    void no_pattern_matches_nothing() {
        assertThat(PathPatterns.of(List.of()).matches("/")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/api/42, /api/id", "/api/42/x, '/api/42/x'", "/files/a/b.txt, '/files/a/b.txt'", "/other, "})
    void the_first_matching_pattern_names_the_resource(String path, String name) {
        PathResourceNames names = PathResourceNames.parse("/api/?? : /api/id, /api/**:*, /files/**:*");

        assertThat(names.nameOf(path)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", ":name", "/api:", "/a:b,/c"})
    void a_mapping_without_pattern_or_name_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathResourceNames.parse(text));
    }
}
