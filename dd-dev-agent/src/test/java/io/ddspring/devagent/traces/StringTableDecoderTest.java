/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import static io.ddspring.devagent.traces.Payloads.encode;
import static io.ddspring.devagent.traces.Payloads.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StringTableDecoderTest {
    private static final List<String> TABLE =
            List.of("", "shop", "servlet.request", "GET /cart", "_dd.p.dm", "-1", "_sampling_priority_v1", "web");

    @Test
    void reads_spans_whose_texts_stand_in_a_table() throws MalformedPayloadException {
        TraceBody body = StringTableDecoder.decode(encode(List.of(TABLE, List.of(List.of(span()), List.of()))));

        assertThat(body.traceCount()).isEqualTo(2);
        assertThat(body.chunks()).hasSize(1);
        Span span = body.chunks().get(0).spans().get(0);
        assertThat(span.service()).isEqualTo("shop");
        assertThat(span.name()).isEqualTo("servlet.request");
        assertThat(span.resource()).isEqualTo("GET /cart");
        assertThat(span.type()).isEqualTo("web");
        assertThat(span.traceId()).isEqualTo(11);
        assertThat(span.spanId()).isEqualTo(12);
        assertThat(span.parentId()).isZero();
        assertThat(span.startNanos()).isEqualTo(Payloads.START_NANOS);
        assertThat(span.durationNanos()).isEqualTo(1_500_000);
        assertThat(span.error()).isTrue();
        assertThat(span.meta()).containsExactly(entry("_dd.p.dm", "-1"));
        assertThat(span.metrics()).containsExactly(entry("_sampling_priority_v1", 1.0));
    }

    @Test
    void what_is_kept_decodes_to_the_same_spans() throws MalformedPayloadException {
        Chunk chunk = StringTableDecoder.decode(encode(List.of(TABLE, List.of(List.of(span())))))
                .chunks()
                .get(0);

        assertThat(PayloadDecoder.decodeChunk(chunk.encoded())).isEqualTo(chunk.spans());
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(new byte[0], "body: "),
                Arguments.of(encode(List.of(TABLE)), "elements, not 2"),
                Arguments.of(encode(List.of(TABLE, List.of(), 1)), "elements, not 2"),
                Arguments.of(body(with(0, 99)), "there is no string 99 in a table of 8 strings"),
                Arguments.of(body(with(0, -1)), "there is no string -1"),
                Arguments.of(body(with(6, "soon")), "start: "),
                Arguments.of(body(List.of(1, 2, 3)), "chunk 0, span 0: span has 3 elements, not 12"),
                Arguments.of(HexFormat.of().parseHex("92ddffffffff90"), "body: "),
                Arguments.of(HexFormat.of().parseHex("929090ff"), "1 bytes follow the payload"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("malformed")
    void what_an_agent_rejects_is_rejected_with_a_reason(byte[] body, String message) {
        assertThatThrownBy(() -> StringTableDecoder.decode(body))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_long_text_that_is_named_very_often_is_refused() {
        String text = "x".repeat(60_000);
        Map<String, Object> none = map();
        List<Object> sameText = List.of(1, 1, 1, 11, 12, 0, 1L, 1L, 0, none, none, 1);
        List<Object> chunk = Collections.nCopies(400, sameText);

        assertThatThrownBy(() -> StringTableDecoder.decode(encode(List.of(List.of("", text), List.of(chunk)))))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining("its strings are used for more than");
    }

    private static byte[] body(List<Object> span) {
        return encode(List.of(TABLE, List.of(List.of(span))));
    }

    private static List<Object> with(int place, Object value) {
        List<Object> span = new ArrayList<>(span());
        span.set(place, value);
        return span;
    }

    private static List<Object> span() {
        Map<Object, Object> meta = new LinkedHashMap<>(Map.of(4, 5));
        Map<Object, Object> metrics = new LinkedHashMap<>(Map.of(6, 1.0));
        return List.of(1, 2, 3, 11, 12, 0, Payloads.START_NANOS, 1_500_000L, 1, meta, metrics, 7);
    }
}
