/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseReaderTest {
    private static final int BODY_LIMIT_BYTES = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100_000})
    void an_answer_is_the_same_in_whatever_portions_it_comes(int portionBytes) throws IOException {
        AgentResponse response = read(
                "HTTP/1.1 200 OK\r\nContent-Type:application/json \r\nDATADOG-AGENT-STATE: abc\r\nContent-Length: 5\r\n\r\nhello",
                portionBytes);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.isSuccess()).isTrue();
        assertThat(response.header("datadog-agent-state")).isEqualTo("abc");
        assertThat(response.header("content-type")).isEqualTo("application/json");
        assertThat(response.header("absent")).isNull();
        assertThat(body(response)).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100_000})
    void chunks_are_put_together(int portionBytes) throws IOException {
        AgentResponse response = read(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5;ext=1\r\nhello\r\n0A\r\n, world!!!\r\n0\r\nTrailer: x\r\n\r\n",
                portionBytes);

        assertThat(body(response)).isEqualTo("hello, world!!!");
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.0 200 OK\r\n\r\nto the end', 200, to the end",
        "'HTTP/1.1 503\r\nContent-Length: 0\r\n\r\n', 503, ''",
        "'HTTP/1.1 204 No Content\r\n\r\nignored', 204, ''",
        "'HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n', 304, ''",
        "'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 200, ok",
        "'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok and more', 200, ok",
    })
    void every_form_of_length_is_understood(String text, int status, String body) throws IOException {
        AgentResponse response = read(text, 100_000);

        assertThat(response.status()).isEqualTo(status);
        assertThat(body(response)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2000", "Transfer-Encoding: chunked", "X: up to the end of the stream"})
    void a_long_body_is_read_up_to_the_limit(String header) throws IOException {
        String content = "x".repeat(2_000);
        String body = header.startsWith("T") ? "7d0\r\n" + content + "\r\n0\r\n\r\n" : content;

        AgentResponse response = read("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + body, 100_000);

        assertThat(response.body()).hasSize(BODY_LIMIT_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n folded: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nName : x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            })
    void what_is_not_http_is_refused(String text) {
        assertThatThrownBy(() -> read(text, 100_000)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
            })
    void an_answer_that_is_cut_off_is_refused(String text) {
        assertThatThrownBy(() -> read(text, 100_000)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 ", ""})
    void a_head_without_end_is_refused(String start) {
        assertThatThrownBy(() -> read(start + "x".repeat(100_000), 8_192))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void interim_answers_without_end_are_refused() {
        assertThatThrownBy(() -> read("HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000), 8_192))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_message_shows_no_control_characters() {
        assertThatThrownBy(() -> read("\u001b[31mred\r\n", 100)).hasMessageEndingWith("?[31mred");
    }

    private static AgentResponse read(String text, int portionBytes) throws IOException {
        return new HttpResponseReader(new Script(text, portionBytes), BODY_LIMIT_BYTES).read();
    }

    private static String body(AgentResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** A connection on which a text comes in portions. */
    private static final class Script implements AgentConnection {
        private final ByteBuffer text;
        private final int portionBytes;

        Script(String text, int portionBytes) {
            this.text = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            this.portionBytes = portionBytes;
        }

        @Override
        public void write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(Math.min(portionBytes, target.remaining()), text.remaining());
            if (count == 0) {
                return -1;
            }
            target.put(text.slice(text.position(), count));
            text.position(text.position() + count);
            return count;
        }

        @Override
        public void close() {}
    }
}
