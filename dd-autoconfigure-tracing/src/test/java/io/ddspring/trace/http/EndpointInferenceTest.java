/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointInferenceTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/, /",
                "``, /",
                "/users, /users",
                "/users/42, /users/{param:int}",
                "/users/7, /users/7",
                "/users/042, /users/{param:int_id}",
                "/a/1-2, /a/{param:int_id}",
                "/a/..-, /a/..-",
                "/a/deadbeef, /a/deadbeef",
                "/a/deadbeef1, /a/{param:hex}",
                "/a/dead-beef1, /a/{param:hex_id}",
                "/a/d41d8cd9-8f00-3204-a980-0998ecf8427e, /a/{param:hex_id}",
                "/a/abc12, /a/abc12",
                "/a/some-very-long-slug-here, /a/{param:str}",
                "/a/b@c, /a/{param:str}",
                "/a/x%20y, /a/{param:str}",
                "//a//b/, /a/b",
                "/1/2/3/4/5/6/7/8/9/10, /1/2/3/4/5/6/7/8"
            })
    void segments_that_look_like_parameters_are_replaced(String path, String endpoint) {
        assertThat(EndpointInference.endpointOf(path)).isEqualTo(endpoint);
    }
}
