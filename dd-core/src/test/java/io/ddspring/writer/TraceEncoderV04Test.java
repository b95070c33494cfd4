/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.TracePayload;
import io.ddspring.testing.GoldenBytes;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceEncoderV04Test {
    private static final String GOLDEN = GoldenBytes.hex("traces.v04");

    private final TraceEncoderV04 encoder = new TraceEncoderV04(1 << 20, ChunkLabels.none());

    @Test
    void a_span_has_exactly_the_documented_bytes() {
        encoder.add(List.of(new SampleSpan().number("_sampling_priority_v1", 1).tag("_dd.p.dm", "-1")));

        assertThat(hex(encoder.body())).isEqualTo(GOLDEN);
    }

    @Test
    void the_buffer_can_be_used_again() {
        encoder.add(List.of(new SampleSpan().tag("left", "over")));
        encoder.body();
        encoder.reset();
        encoder.add(List.of(new SampleSpan().number("_sampling_priority_v1", 1).tag("_dd.p.dm", "-1")));

        assertThat(hex(encoder.body())).isEqualTo(GOLDEN);
        assertThat(encoder.chunks()).isEqualTo(1);
        assertThat(encoder.spans()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 01",
        "127, 7f",
        "128, cc80",
        "4294967295, ceffffffff",
        "9223372036854775807, cf7fffffffffffffff",
        "9223372036854775808, cf8000000000000000",
        "18446744073709551615, cfffffffffffffffff"
    })
    void ids_are_unsigned(String id, String bytes) {
        long value = Long.parseUnsignedLong(id);
        encoder.add(List.of(new SampleSpan().ids(value, value, value)));

        String name = HexFormat.of().formatHex("parent_id".getBytes(StandardCharsets.US_ASCII));
        assertThat(hex(encoder.body())).contains(name + bytes + "a5");
        ReceivedSpan read = onlySpan();
        assertThat(List.of(read.traceId(), read.spanId(), read.parentId())).containsOnly(value);
    }

    @ParameterizedTest
    @CsvSource({"0, a0", "31, bf", "32, d920", "255, d9ff", "256, da0100", "24999, da61a7", "25000, da61a8"})
    void texts_have_the_shortest_header(int length, String header) {
        String text = "x".repeat(length);
        encoder.add(List.of(new SampleSpan().tag("long", text)));

        assertThat(hex(encoder.body())).endsWith("a46c6f6e67" + header + "78".repeat(length));
        assertThat(onlySpan().tag("long")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {25_001, 65_536})
    void texts_beyond_the_limit_are_cut_and_say_so(int length) {
        encoder.add(List.of(new SampleSpan().resource("y".repeat(length)).tag("long", "x".repeat(length))));

        ReceivedSpan span = onlySpan();
        assertThat(span.tag("long"))
                .isEqualTo("x".repeat(2_486) + "<truncated>...")
                .hasSize(2_500);
        assertThat(span.resource()).hasSize(2_500);
    }

    @Test
    void a_text_of_more_than_65535_bytes_has_a_32_bit_header() {
        encoder.add(List.of(new SampleSpan().tag("long", "€".repeat(22_000))));

        assertThat(hex(encoder.body())).contains("a46c6f6e67" + "db000101d0" + "e282ac");
        assertThat(onlySpan().tag("long")).isEqualTo("€".repeat(22_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "ünïcödé", "日本語", "😀 and \uD83D\uDE80", "\u0000\u001f\u007f", "\uFFFF"})
    void any_text_survives(String text) {
        encoder.add(List.of(new SampleSpan().tag("text", text)));

        assertThat(onlySpan().tag("text")).isEqualTo(text);
    }

    @Test
    void half_a_surrogate_pair_becomes_a_question_mark() {
        encoder.add(List.of(
                new SampleSpan().tag("text", "a\uD83Db").tag("end", "\uD83D").tag("low", "\uDE80")));

        assertThat(onlySpan().meta())
                .containsEntry("text", "a?b")
                .containsEntry("end", "?")
                .containsEntry("low", "?");
    }

    @Test
    void a_cut_does_not_halve_a_surrogate_pair() {
        encoder.add(List.of(new SampleSpan().tag("text", "x".repeat(2_485) + "😀".repeat(20_000))));

        assertThat(onlySpan().tag("text")).isEqualTo("x".repeat(2_485) + "<truncated>...");
    }

    @ParameterizedTest
    @CsvSource({"0, 80", "1, 81", "15, 8f", "16, de0010", "70, de0046"})
    void maps_have_the_shortest_header(int size, String header) {
        SampleSpan span = new SampleSpan();
        for (int i = 0; i < size; i++) {
            span.tag("tag." + i, "value " + i).number("metric." + i, i);
        }
        encoder.add(List.of(span));

        String bytes = hex(encoder.body());
        assertThat(bytes).contains(hex("metrics") + header).contains(hex("meta") + header);
        ReceivedSpan read = onlySpan();
        assertThat(read.meta()).hasSize(size);
        assertThat(read.metrics()).hasSize(size);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "-0.0, 00",
        "1, 01",
        "-1, ff",
        "200, ccc8",
        "9007199254740991, cf001fffffffffffff",
        "9007199254740992, cb4340000000000000",
        "-9007199254740991, d3ffe0000000000001",
        "0.5, cb3fe0000000000000",
        "1e300, cb7e37e43c8800759c"
    })
    void whole_metrics_are_integers_as_long_as_they_are_exact(double value, String bytes) {
        encoder.add(List.of(new SampleSpan().number("m", value)));

        assertThat(hex(encoder.body())).contains(hex("metrics") + "81" + "a16d" + bytes + "a4" + hex("meta"));
    }

    @Test
    void metrics_that_are_no_numbers_are_left_out() {
        encoder.add(List.of(new SampleSpan()
                .number("nan", Double.NaN)
                .number("kept", 2.5)
                .number("up", Double.POSITIVE_INFINITY)
                .number("down", Double.NEGATIVE_INFINITY)));

        assertThat(onlySpan().metrics()).containsExactly(Map.entry("kept", 2.5));
    }

    @Test
    void a_span_without_type_has_an_empty_one() {
        encoder.add(List.of(new SampleSpan().type(null)));

        assertThat(hex(encoder.body())).contains(hex("type") + "a0");
    }

    @Test
    void structured_tags_are_binary() {
        byte[] document = {(byte) 0x81, (byte) 0xa1, 'k', 0x2a};
        encoder.add(List.of(new SampleSpan().structured("appsec", document)));

        assertThat(hex(encoder.body())).startsWith("91918d").endsWith("a6" + hex("appsec") + "c40481a16b2a");
        assertThat(onlySpan().structuredTag("appsec")).isEqualTo(Map.of("k", 42L));
    }

    @ParameterizedTest
    @CsvSource({"0, 90", "1, 91", "15, 9f", "16, dc0010", "65535, dcffff", "65536, dd00010000"})
    void the_number_of_chunks_comes_first(int count, String header) {
        TraceEncoderV04 large = new TraceEncoderV04(64 << 20, ChunkLabels.none());
        List<SampleSpan> chunk = List.of(new SampleSpan());
        for (int i = 0; i < count; i++) {
            large.add(chunk);
        }

        String start = count == 0 ? header : header + "91";
        ByteBuffer body = large.body();
        byte[] first = new byte[start.length() / 2];
        body.get(first);
        assertThat(HexFormat.of().formatHex(first)).isEqualTo(start);
        assertThat(large.chunks()).isEqualTo(count);
    }

    @Test
    void what_is_encoded_can_be_looked_at_before_more_is_added() {
        encoder.add(SampleSpan.chunk(1));
        encoder.body();
        encoder.add(SampleSpan.chunk(2, 3));

        TracePayload payload = read();
        assertThat(payload.chunks()).extracting(List::size).containsExactly(1, 3);
        assertThat(encoder.spans()).isEqualTo(4);
    }

    @Test
    void a_chunk_that_does_not_fit_leaves_the_others_as_they_were() {
        TraceEncoderV04 small = new TraceEncoderV04(2_000, ChunkLabels.none());
        assertThat(small.add(SampleSpan.chunk(1, 5))).isTrue();
        String before = hex(small.body());

        assertThat(small.add(SampleSpan.chunk(2, 20))).isFalse();

        assertThat(hex(small.body())).isEqualTo(before);
        assertThat(small.chunks()).isEqualTo(1);
        assertThat(small.add(SampleSpan.chunk(3, 1))).isTrue();
        assertThat(TracePayload.read(bytes(small.body())).chunks())
                .extracting(chunk -> chunk.get(0).traceId())
                .containsExactly(1L, 3L);
    }

    @Test
    void a_body_grows_up_to_the_limit_and_not_beyond() {
        int limit = 300_000;
        TraceEncoderV04 bounded = new TraceEncoderV04(limit, ChunkLabels.none());
        int chunks = 0;
        while (bounded.add(SampleSpan.chunk(chunks + 1, 10))) {
            chunks++;
        }

        assertThat(bounded.body().remaining()).isBetween(limit - 2_000, limit);
        TracePayload payload = TracePayload.read(bytes(bounded.body()));
        assertThat(payload.problems()).isEmpty();
        assertThat(payload.chunks()).hasSize(chunks);
    }

    @Test
    void a_chunk_that_cannot_be_read_leaves_no_trace() {
        encoder.add(SampleSpan.chunk(1));
        String before = hex(encoder.body());
        SampleSpan broken = new SampleSpan().tag("without value", null);

        assertThatThrownBy(() -> encoder.add(List.of(new SampleSpan(), broken)))
                .isInstanceOf(NullPointerException.class);

        assertThat(hex(encoder.body())).isEqualTo(before);
    }

    @Test
    void more_names_than_are_remembered_are_still_right() {
        SampleSpan span = new SampleSpan();
        for (int i = 0; i < 3_000; i++) {
            span.tag("name." + i, "v");
        }
        encoder.add(List.of(span));
        encoder.reset();
        encoder.add(List.of(span));

        assertThat(onlySpan().meta())
                .hasSize(3_000)
                .containsEntry("name.2999", "v")
                .containsEntry("name.0", "v");
    }

    @Test
    void the_values_of_a_tag_arrive_in_whatever_order_they_come_and_come_again() {
        List<String> values =
                List.of("a", "a", "a", "b", "a", "b", "b", "ünïcödé", "ünïcödé", "ünïcödé", "a", "", "", "");
        for (String value : values) {
            // Texts of their own, as they come with requests.
            encoder.add(List.of(new SampleSpan()
                    .resource(new String(value.toCharArray()))
                    .tag("before", "same")
                    .tag("changing", new String(value.toCharArray()))
                    .tag("after", "same")));
        }

        List<ReceivedSpan> spans =
                read().chunks().stream().map(chunk -> chunk.get(0)).toList();
        assertThat(spans).extracting(span -> span.tag("changing")).isEqualTo(values);
        assertThat(spans).extracting(ReceivedSpan::resource).isEqualTo(values);
        assertThat(spans)
                .extracting(span -> span.tag("before") + span.tag("after"))
                .containsOnly("samesame");
    }

    @Test
    void long_names_and_long_values_arrive_again_and_again() {
        String name = "n".repeat(200);
        String value = "v".repeat(5_000);
        for (int i = 0; i < 4; i++) {
            encoder.add(List.of(new SampleSpan().tag(name, value).tag("short", "too")));
        }

        assertThat(read().chunks())
                .extracting(chunk -> chunk.get(0).meta())
                .containsOnly(Map.of(name, value, "short", "too"));
    }

    @Test
    void encoding_a_usual_span_makes_no_garbage() {
        TraceEncoderV04 warm = new TraceEncoderV04(1 << 20, ChunkLabels.none());
        List<SampleSpan> chunk = List.of(new SampleSpan()
                .number("_sampling_priority_v1", 1)
                .number("_dd.agent_psr", 0.5)
                .tag("http.url", "http://shop.example/cart/ünïcödé?page=" + "1".repeat(300))
                .tag("component", "tomcat-server"));
        int spans = 1_000;
        encodeRepeatedly(warm, chunk, spans);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        encodeRepeatedly(warm, chunk, spans);
        long bytesPerSpan = (threads.getCurrentThreadAllocatedBytes() - before) / spans;

        assertThat(bytesPerSpan).isLessThanOrEqualTo(16);
    }

    private static void encodeRepeatedly(TraceEncoderV04 encoder, List<SampleSpan> chunk, int count) {
        encoder.reset();
        for (int i = 0; i < count; i++) {
            encoder.add(chunk);
        }
        assertThat(encoder.chunks()).isEqualTo(count);
    }

    private ReceivedSpan onlySpan() {
        TracePayload payload = read();
        assertThat(payload.problems()).isEmpty();
        return payload.chunks().get(0).get(0);
    }

    private TracePayload read() {
        return TracePayload.read(bytes(encoder.body()));
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static String hex(ByteBuffer body) {
        return HexFormat.of().formatHex(bytes(body));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
