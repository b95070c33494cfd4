/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String NAMED = "Content-Disposition: form-data; name=";

    @Test
    void reads_texts_and_files() throws MalformedPayloadException {
        List<FormPart> parts = parse(
                "boundary=\"b b\"",
                "before\r\n--b b\r\n" + NAMED + "\"é\"\r\n\r\none\r\ntwo\r\n"
                        + "--b b \r\ncontent-type: text/plain\r\n" + NAMED
                        + "f; filename=\"a\\\"; b\"\r\n\r\n\r\n--b\r\n"
                        + "\r\n--b b\r\n" + NAMED + "empty\r\n\r\n\r\n--b b--after");

        assertThat(parts).extracting(FormPart::name).containsExactly("é", "f", "empty");
        assertThat(parts).extracting(FormPart::text).containsExactly("one\r\ntwo", "\r\n--b\r\n", "");
        assertThat(parts).extracting(FormPart::fileName).containsExactly(null, "a\"; b", null);
        assertThat(parts).extracting(FormPart::contentType).containsExactly(null, "text/plain", null);
    }

    @Test
    void a_form_can_be_without_parts() throws MalformedPayloadException {
        assertThat(parse("boundary=b", "--b--")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b\r\n",
                "--b\r\n\r\n",
                "--bx\r\n",
                "--b\r\n" + NAMED + "a",
                "--b\r\n" + NAMED + "a\r\n\r\nno end",
                "--b\r\n\r\nno name\r\n--b--",
                "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--b--"
            })
    void refuses_what_is_no_form(String body) {
        assertThatThrownBy(() -> parse("boundary=b", body)).isInstanceOf(MalformedPayloadException.class);
    }

    @Test
    void refuses_forms_of_too_many_parts_and_headers_without_end() {
        assertThatThrownBy(() -> parse("boundary=b", ("--b\r\n" + NAMED + "a\r\n\r\n\r\n").repeat(1001) + "--b--"))
                .hasMessageContaining("more than 1000 parts");
        assertThatThrownBy(() -> parse("boundary=b", "--b\r\nX: " + "x".repeat(10_000) + "\r\n\r\n\r\n--b--"))
                .hasMessageContaining("no end of its headers");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/mixed; boundary=b"
    })
    void refuses_other_types(String contentType) {
        assertThatThrownBy(() -> Multipart.parse(payload(contentType, "--b--")))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageStartingWith("Content-Type ");
    }

    private static List<FormPart> parse(String parameter, String body) throws MalformedPayloadException {
        return Multipart.parse(payload("multipart/form-data; " + parameter, body));
    }

    private static Payload payload(String contentType, String body) {
        return new Payload(
                Instant.EPOCH, "POST", "/", Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}
