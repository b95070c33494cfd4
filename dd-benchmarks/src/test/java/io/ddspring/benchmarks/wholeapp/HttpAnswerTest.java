/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 \r\nContent-Length: 4\r\nDate: x\r\n\r\npong",
                "HTTP/1.1 200 \r\ncontent-length:0\r\n\r\n",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n4\r\npong\r\n0\r\n\r\n",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n2\r\nab\r\n0\r\n\r\n"
            })
    void an_answer_ends_with_its_last_byte_and_not_before(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);

        for (int come = 0; come < bytes.length; come++) {
            assertThat(HttpAnswer.length(bytes, come)).as("of %d bytes", come).isEqualTo(HttpAnswer.INCOMPLETE);
        }
        assertThat(HttpAnswer.length(bytes, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void only_200_is_ok() {
        assertThat(HttpAnswer.isOk("HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(HttpAnswer.isOk("HTTP/1.1 500 ".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }
}
