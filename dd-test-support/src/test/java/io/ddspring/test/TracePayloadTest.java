/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import static io.ddspring.test.MessagePackBytes.map;
import static io.ddspring.test.MessagePackBytes.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracePayloadTest {
    private static final String GOLDEN =
            "91918ca773657276696365a473686f70a46e616d65af736572766c65742e72657175657374a87265736f75726365a9474554202f63617274"
                    + "a874726163655f6964cf8000000000000001a77370616e5f696402a9706172656e745f696400a57374617274cf17979cfe362a0000"
                    + "a86475726174696f6ece0016e360a474797065a3776562a56572726f7200a76d65747269637381b55f73616d706c696e675f7072696f726974795f763101"
                    + "a46d65746181a85f64642e702e646da22d31";

    @Test
    void reads_the_golden_bytes_of_one_span() {
        TracePayload payload = TracePayload.read(HexFormat.of().parseHex(GOLDEN));

        assertThat(payload.problems()).isEmpty();
        assertThat(payload.chunks()).hasSize(1);
        ReceivedSpan span = payload.chunks().get(0).get(0);
        assertThat(span.service()).isEqualTo("shop");
        assertThat(span.name()).isEqualTo("servlet.request");
        assertThat(span.resource()).isEqualTo("GET /cart");
        assertThat(span.type()).isEqualTo("web");
        assertThat(span.traceId()).isEqualTo(0x8000000000000001L);
        assertThat(span.traceIdHex()).isEqualTo("00000000000000008000000000000001");
        assertThat(span.spanId()).isEqualTo(2);
        assertThat(span.parentId()).isZero();
        assertThat(span.startNanos()).isEqualTo(1_700_000_000_000_000_000L);
        assertThat(span.durationNanos()).isEqualTo(1_500_000);
        assertThat(span.error()).isZero();
        assertThat(span.metrics()).containsExactly(entry("_sampling_priority_v1", 1L));
        assertThat(span.meta()).containsExactly(entry("_dd.p.dm", "-1"));
    }

    @Test
    void every_span_of_a_chunk_has_the_upper_half_of_the_trace_id() {
        Map<Object, Object> first = span(1, 0, "a");
        first.put("meta", map("_dd.p.tid", "6b02996c00000000"));

        TracePayload payload = read(first, span(2, 1, "b"));

        assertThat(payload.problems()).isEmpty();
        assertThat(payload.chunks().get(0))
                .extracting(ReceivedSpan::traceIdHex)
                .containsOnly("6b02996c00000000000000000000004d");
    }

    @Test
    void accepts_a_span_without_the_optional_fields_and_the_empty_chunks_of_a_probe() {
        Map<Object, Object> minimal = span(1, 0, "a");
        minimal.keySet().removeAll(List.of("type", "parent_id", "error", "metrics", "meta"));

        assertThat(read(minimal).problems()).isEmpty();
        assertThat(TracePayload.read(HexFormat.of().parseHex("929090")).problems())
                .isEmpty();
    }

    @Test
    void reads_structured_tags_links_and_events() {
        Map<Object, Object> span = span(1, 0, "a");
        span.put("meta_struct", map("_dd.stack", MessagePackBytes.of(map("depth", 3))));
        span.put(
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
                        0x80000001L)));
        span.put(
                "span_events",
                List.of(map(
                        "time_unix_nano",
                        1_700_000_000_000_000_001L,
                        "name",
                        "exception",
                        "attributes",
                        map(
                                "text", map("type", 0, "string_value", "s"),
                                "yes", map("type", 1, "bool_value", true),
                                "int", map("type", 2, "int_value", -4),
                                "double", map("type", 3, "double_value", 0.5),
                                "array",
                                        map(
                                                "type",
                                                4,
                                                "array_value",
                                                map("values", List.of(map("type", 2, "int_value", 7))))))));

        TracePayload payload = read(span);

        assertThat(payload.problems()).isEmpty();
        ReceivedSpan received = payload.chunks().get(0).get(0);
        assertThat(received.structuredTag("_dd.stack")).isEqualTo(Map.of("depth", 3L));
        assertThat(received.links())
                .containsExactly(new ReceivedLink(1, -1, 9, Map.of("k", "v"), "dd=s:1", 0x80000001L));
        assertThat(received.links().get(0).traceIdHex()).isEqualTo("0000000000000001ffffffffffffffff");
        assertThat(received.events())
                .containsExactly(new ReceivedEvent(
                        1_700_000_000_000_000_001L,
                        "exception",
                        Map.of("text", "s", "yes", true, "int", -4L, "double", 0.5, "array", List.of(7L))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace_id", "span_id", "parent_id"})
    void a_negative_id_is_a_problem_and_keeps_its_bits(String field) {
        Map<Object, Object> span = span(1, 0, "a");
        span.put(field, -5L);

        TracePayload payload = read(span);

        assertThat(payload.problems()).containsExactly("chunk[0] span[0]." + field + ": must be unsigned but is -5");
        ReceivedSpan received = payload.chunks().get(0).get(0);
        assertThat(List.of(received.traceId(), received.spanId(), received.parentId()))
                .contains(-5L);
    }

    @Test
    void a_boolean_error_is_a_problem_and_keeps_its_meaning() {
        Map<Object, Object> span = span(1, 0, "a");
        span.put("error", true);

        TracePayload payload = read(span);

        assertThat(payload.problems()).containsExactly("chunk[0] span[0].error: must be int but is bool");
        assertThat(payload.chunks().get(0).get(0).isError()).isTrue();
    }

    @Test
    void unknown_and_missing_keys_are_problems_and_the_rest_is_read() {
        Map<Object, Object> span = span(1, 0, "a");
        span.put("colour", List.of("green"));
        span.remove("resource");

        TracePayload payload = read(span);

        assertThat(payload.problems())
                .containsExactly(
                        "chunk[0] span[0].colour: unknown key",
                        "chunk[0] span[0]: resource is missing",
                        "chunk[0] span[0]: service, name and resource must not be empty");
        assertThat(payload.chunks().get(0).get(0).name()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "service, str",
        "name, str",
        "type, str",
        "trace_id, uint",
        "start, int",
        "duration, int",
        "meta, map",
        "metrics, map",
        "meta_struct, map",
        "span_links, array",
        "span_events, array"
    })
    void a_value_of_another_type_is_a_problem(String field, String expected) {
        Map<Object, Object> span = span(1, 0, "a");
        span.put(field, 1.5);

        assertThat(read(span).problems())
                .contains("chunk[0] span[0]." + field + ": must be " + expected + " but is FLOAT64");
    }

    @Test
    void tags_have_texts_and_metrics_have_finite_numbers() {
        Map<Object, Object> span = span(1, 0, "a");
        span.put("meta", map("n", 1, "nil", null));
        span.put("metrics", map("t", "1", "nan", Double.NaN, "good", 2.5));

        TracePayload payload = read(span);

        assertThat(payload.problems())
                .containsExactly(
                        "chunk[0] span[0].metrics.t: must be int or float64 but is FIXSTR",
                        "chunk[0] span[0].metrics.nan: NaN must not be sent",
                        "chunk[0] span[0].meta.n: must be str but is POSFIXINT",
                        "chunk[0] span[0].meta.nil: must be str but is NIL");
        assertThat(payload.chunks().get(0).get(0).metric("good")).isEqualTo(2.5);
    }

    @Test
    void a_structured_tag_holds_a_map_with_text_keys() {
        Map<Object, Object> span = span(1, 0, "a");
        span.put(
                "meta_struct",
                map("list", MessagePackBytes.of(List.of()), "keys", MessagePackBytes.of(map(1, 2)), "text", "x"));

        assertThat(read(span).problems())
                .containsExactly(
                        "chunk[0] span[0].meta_struct.list: must hold a map with text keys",
                        "chunk[0] span[0].meta_struct.keys: must hold a map with text keys",
                        "chunk[0] span[0].meta_struct.text: must be bin but is FIXSTR",
                        "chunk[0] span[0].meta_struct.text: must hold exactly one MessagePack document");
    }

    @Test
    void the_values_of_event_attributes_say_their_type() {
        Map<Object, Object> span = span(1, 0, "a");
        span.put(
                "span_events",
                List.of(map(
                        "time_unix_nano",
                        5,
                        "name",
                        "e",
                        "attributes",
                        map(
                                "wrong", map("type", 0, "int_value", 1),
                                "mixed",
                                        map(
                                                "type",
                                                4,
                                                "array_value",
                                                map(
                                                        "values",
                                                        List.of(
                                                                map("type", 2, "int_value", 7),
                                                                map("type", 1, "bool_value", true))))))));

        assertThat(read(span).problems())
                .containsExactly(
                        "chunk[0] span[0].span_events[0].attributes.wrong: type 0 does not say what the value is",
                        "chunk[0] span[0].span_events[0].attributes.mixed.array_value: must have elements of one type,"
                                + " not nested");
    }

    @Test
    void values_an_agent_would_repair_or_drop_are_problems() {
        Map<Object, Object> zeroId = span(0, 0, "a");
        Map<Object, Object> otherTrace = span(1, 0, "b");
        otherTrace.put("trace_id", 78);
        Map<Object, Object> sameId = span(1, 0, "c");
        sameId.put("start", 5L);
        sameId.put("duration", -1L);

        assertThat(read(zeroId, otherTrace, sameId).problems())
                .containsExactly(
                        "chunk[0] span[0]: trace_id and span_id must not be 0",
                        "chunk[0] span[1]: belongs to another trace than the first span of its chunk",
                        "chunk[0] span[2]: span_id 1 occurs twice",
                        "chunk[0] span[2]: start 5 is before the year 2000",
                        "chunk[0] span[2]: duration -1 is negative");
    }

    @Test
    void a_body_that_ends_early_is_a_problem() {
        byte[] golden = HexFormat.of().parseHex(GOLDEN);

        assertThat(TracePayload.read(Arrays.copyOf(golden, 100)).problems())
                .singleElement()
                .asString()
                .startsWith("body: cannot be read on:");
    }

    @Test
    void more_bytes_than_there_are_is_a_problem() {
        byte[] body = HexFormat.of().parseHex("919181" + "ab6d6574615f737472756374" + "81a161" + "c67fffffff00");

        assertThat(TracePayload.read(body).problems())
                .containsExactly("body: cannot be read on: java.io.EOFException: chunk[0] span[0].meta_struct.a"
                        + " announces 2147483647 bytes, more than there are");
    }

    @Test
    void bytes_after_the_payload_are_a_problem() {
        byte[] golden = HexFormat.of().parseHex(GOLDEN);

        assertThat(TracePayload.read(Arrays.copyOf(golden, golden.length + 2)).problems())
                .containsExactly("body: 2 bytes after the payload");
    }

    @Test
    void text_that_is_not_utf8_is_a_problem() {
        byte[] golden = HexFormat.of().parseHex(GOLDEN.replace("474554202f63617274", "474554202fff617274"));

        assertThat(TracePayload.read(golden).problems())
                .singleElement()
                .asString()
                .startsWith("body: cannot be read on:");
    }

    private static TracePayload read(Map<?, ?>... chunk) {
        return TracePayload.read(MessagePackBytes.of(List.of(List.of(chunk))));
    }
}
