/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import static io.ddspring.devagent.traces.Payloads.map;
import static io.ddspring.devagent.traces.Payloads.span;
import static io.ddspring.devagent.traces.Payloads.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadDecoderTest {
    private static final byte[] GOLDEN = HexFormat.of()
            .parseHex(
                    "91918ca773657276696365a473686f70a46e616d65af736572766c65742e72657175657374a87265736f75726365"
                            + "a9474554202f63617274a874726163655f6964cf8000000000000001a77370616e5f696402a9706172656e745f696400"
                            + "a57374617274cf17979cfe362a0000a86475726174696f6ece0016e360a474797065a3776562a56572726f7200"
                            + "a76d65747269637381b55f73616d706c696e675f7072696f726974795f763101a46d65746181a85f64642e702e646da22d31");

    @Test
    void reads_the_golden_bytes_of_one_span() throws MalformedPayloadException {
        List<Chunk> chunks = PayloadDecoder.decode(GOLDEN).chunks();

        assertThat(chunks).hasSize(1);
        Span span = chunks.get(0).spans().get(0);
        assertThat(span.service()).isEqualTo("shop");
        assertThat(span.name()).isEqualTo("servlet.request");
        assertThat(span.resource()).isEqualTo("GET /cart");
        assertThat(span.type()).isEqualTo("web");
        assertThat(Span.hex(span.traceId())).isEqualTo("8000000000000001");
        assertThat(span.spanId()).isEqualTo(2);
        assertThat(span.parentId()).isZero();
        assertThat(span.startNanos()).isEqualTo(1_700_000_000_000_000_000L);
        assertThat(span.durationNanos()).isEqualTo(1_500_000);
        assertThat(span.error()).isFalse();
        assertThat(span.meta()).containsExactly(entry("_dd.p.dm", "-1"));
        assertThat(span.metrics()).containsExactly(entry("_sampling_priority_v1", 1L));
    }

    @Test
    void what_is_kept_decodes_to_the_same_spans() throws MalformedPayloadException {
        byte[] body = Payloads.of(List.of(span(1, 1, 0, "a"), span(1, 2, 1, "b")), List.of(span(2, 3, 0, "c")));

        List<Chunk> chunks = PayloadDecoder.decode(body).chunks();

        assertThat(chunks).hasSize(2);
        for (Chunk chunk : chunks) {
            assertThat(PayloadDecoder.decodeChunk(chunk.encoded())).isEqualTo(chunk.spans());
        }
    }

    @Test
    void tolerates_unknown_keys_absent_fields_and_nil_texts() throws MalformedPayloadException {
        Map<String, Object> span = with(
                map("trace_id", 1, "span_id", 2, "name", "n", "service", null, "meta", null),
                "future",
                List.of(map("deep", 1.5)));

        Span decoded = PayloadDecoder.decode(Payloads.of(List.of(span)))
                .chunks()
                .get(0)
                .spans()
                .get(0);

        assertThat(decoded.service()).isEmpty();
        assertThat(decoded.resource()).isEqualTo("n");
        assertThat(decoded.meta()).isEmpty();
    }

    @Test
    void leaves_chunks_without_spans_out() throws MalformedPayloadException {
        assertThat(PayloadDecoder.decode(HexFormat.of().parseHex("929090")).chunks())
                .isEmpty();
    }

    @Test
    void reads_links_and_events() throws MalformedPayloadException {
        Map<String, Object> span = with(
                span(1, 1, 0, "a"),
                "span_links",
                List.of(map(
                        "trace_id",
                        new BigInteger("18446744073709551615"),
                        "trace_id_high",
                        1,
                        "span_id",
                        9,
                        "attributes",
                        map("k", "v"),
                        "tracestate",
                        "dd=s:1",
                        "flags",
                        0x80000001L,
                        "unknown",
                        1)));
        span.put(
                "span_events",
                List.of(map(
                        "time_unix_nano",
                        5,
                        "name",
                        "e",
                        "attributes",
                        map(
                                "text", map("type", 0, "string_value", "s"),
                                "flag", map("type", 1, "bool_value", true),
                                "list",
                                        map(
                                                "type",
                                                4,
                                                "array_value",
                                                map(
                                                        "values",
                                                        List.of(
                                                                map("type", 2, "int_value", 7),
                                                                map("type", 3, "double_value", 0.5))))))));

        Span decoded = PayloadDecoder.decode(Payloads.of(List.of(span)))
                .chunks()
                .get(0)
                .spans()
                .get(0);

        assertThat(decoded.links()).containsExactly(new Span.Link(1, -1, 9, Map.of("k", "v"), "dd=s:1", 0x80000001L));
        assertThat(decoded.events())
                .containsExactly(new Span.Event(5, "e", Map.of("text", "s", "flag", true, "list", List.of(7L, 0.5))));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(new byte[0], "body: "),
                Arguments.of("garbage".getBytes(), "body: Expected Array"),
                Arguments.of(HexFormat.of().parseHex("9190ff"), "1 bytes follow the payload"),
                Arguments.of(Arrays.copyOf(GOLDEN, 100), "chunk 0, span 0, start: the body ends too early"),
                Arguments.of(HexFormat.of().parseHex("dfffffffff"), "body: Expected Array"),
                Arguments.of(HexFormat.of().parseHex("ddffffffff90"), "body: "),
                Arguments.of(
                        HexFormat.of().parseHex("919181ab6d6574615f73747275637481a161c67fffffff00"),
                        "chunk 0, span 0, more bytes are announced than there are"),
                Arguments.of(field("error", true), "chunk 0, span 0, error: Expected Integer, but got Boolean"),
                Arguments.of(field("trace_id", -5), "chunk 0, span 0, id -5 is not an unsigned 64-bit number"),
                Arguments.of(field("trace_id", "77"), "chunk 0, span 0, trace_id: Expected Integer, but got String"),
                Arguments.of(field("service", 1), "chunk 0, span 0, service: Expected String"),
                Arguments.of(field("start", new BigInteger("18446744073709551615")), "chunk 0, span 0, start: "));
    }

    private static byte[] field(String name, Object value) {
        return Payloads.of(List.of(with(span(1, 1, 0, "a"), name, value)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("malformed")
    void what_an_agent_rejects_is_rejected_with_place_and_reason(byte[] body, String message) {
        assertThatThrownBy(() -> PayloadDecoder.decode(body))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining(message);
    }

    @Test
    void event_attributes_nested_without_end_are_rejected() {
        Object value = "x";
        for (int i = 0; i < 200; i++) {
            value = map("array_value", map("values", List.of(value)));
        }
        byte[] body = field("span_events", List.of(map("attributes", map("deep", value))));

        assertThatThrownBy(() -> PayloadDecoder.decode(body))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining("nested too deeply");
    }
}
