/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.TracePayload;
import io.ddspring.testing.GoldenBytes;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceEncoderV05Test {
    private static final String GOLDEN = GoldenBytes.hex("traces.v05");

    private final TraceEncoder encoder = TraceProtocol.V05.newEncoder(1 << 20, ChunkLabels.none());

    @Test
    void a_span_has_exactly_the_documented_bytes() {
        encoder.add(List.of(new SampleSpan().number("_sampling_priority_v1", 1).tag("_dd.p.dm", "-1")));

        assertThat(hex(encoder.body())).isEqualTo(GOLDEN);
    }

    @Test
    void the_table_begins_anew_with_each_body() {
        encoder.add(List.of(new SampleSpan().tag("left", "over")));
        encoder.body();
        encoder.reset();
        encoder.add(List.of(new SampleSpan().number("_sampling_priority_v1", 1).tag("_dd.p.dm", "-1")));

        assertThat(hex(encoder.body())).isEqualTo(GOLDEN);
        assertThat(encoder.chunks()).isEqualTo(1);
    }

    @Test
    void an_empty_body_has_a_table_and_no_chunks() {
        assertThat(hex(encoder.body())).isEqualTo("92" + "91a0" + "90");
    }

    @Test
    void the_same_spans_arrive_as_with_version_04() {
        TraceEncoder v04 = TraceProtocol.V04.newEncoder(1 << 20, ChunkLabels.none());
        List<SampleSpan> chunk = List.of(
                new SampleSpan()
                        .ids(-1, Long.MIN_VALUE, 7)
                        .tag("text", "ünïcödé 😀")
                        .number("half", 0.5),
                new SampleSpan()
                        .ids(-1, 8, Long.MIN_VALUE)
                        .type(null)
                        .resource("r".repeat(30_000))
                        .number("nan", Double.NaN)
                        .number("big", 1e300)
                        .link(SpanLink.to(RemoteSpanContext.of(1, 2, 3, 1), Map.of("why", "test")))
                        .event(new SpanEvent("happened", 12, Map.of("n", 1L))));
        for (TraceEncoder each : List.of(encoder, v04)) {
            assertThat(each.add(chunk)).isTrue();
            assertThat(each.add(SampleSpan.chunk(9, 20))).isTrue();
        }

        TracePayload received = TracePayload.readV05(bytes(encoder.body()));

        assertThat(received.problems()).isEmpty();
        assertThat(received.chunks())
                .isEqualTo(TracePayload.read(bytes(v04.body())).chunks());
    }

    @Test
    void many_texts_are_found_again() {
        SampleSpan span = new SampleSpan();
        for (int i = 0; i < 3_000; i++) {
            span.tag("name." + i, "value " + i);
        }
        encoder.add(List.of(span));
        int once = encoder.body().remaining();
        encoder.add(List.of(span));

        assertThat(TracePayload.readV05(bytes(encoder.body())).chunks())
                .extracting(chunk -> chunk.get(0).meta())
                .allSatisfy(meta -> assertThat(meta).hasSize(3_000).containsEntry("name.2999", "value 2999"));
        // The second time there are only the indexes of the texts.
        assertThat(encoder.body().remaining() - once).isLessThan(3_000 * 6 + 100);
    }

    @Test
    void texts_with_the_same_hash_arrive() {
        SampleSpan span = new SampleSpan();
        for (int i = 0; i < 1 << 9; i++) {
            String name = Integer.toBinaryString(1 << 9 | i).replace("0", "Aa").replace("1", "BB");
            span.tag(name, "value " + i);
        }
        encoder.add(List.of(span));

        assertThat(TracePayload.readV05(bytes(encoder.body())).chunks())
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.get(0).meta())
                        .hasSize(1 << 9)
                        .containsEntry("BB".repeat(10), "value 511")
                        .containsEntry("BB" + "Aa".repeat(9), "value 0"));
    }

    @Test
    void structured_tags_are_left_out() {
        encoder.add(List.of(new SampleSpan().structured("appsec", new byte[] {(byte) 0x80})));

        ReceivedSpan span =
                TracePayload.readV05(bytes(encoder.body())).chunks().get(0).get(0);
        assertThat(span.metaStruct()).isEmpty();
        assertThat(span.meta()).doesNotContainKey("appsec");
    }

    @Test
    void a_chunk_that_does_not_fit_leaves_neither_spans_nor_texts() {
        TraceEncoder small = TraceProtocol.V05.newEncoder(300, ChunkLabels.none());
        assertThat(small.add(List.of(new SampleSpan().tag("first", "chunk")))).isTrue();
        String before = hex(small.body());

        assertThat(small.add(List.of(new SampleSpan().tag("second", "x".repeat(300)))))
                .isFalse();
        assertThat(small.add(List.of(new SampleSpan().tag("second", "x".repeat(200)))))
                .isFalse();

        assertThat(hex(small.body())).isEqualTo(before);
        assertThat(small.add(List.of(new SampleSpan().tag("third", "chunk")))).isTrue();
        assertThat(TracePayload.readV05(bytes(small.body())).chunks())
                .extracting(chunk -> chunk.get(0).meta())
                .containsExactly(Map.of("first", "chunk"), Map.of("third", "chunk"));
    }

    @Test
    void a_body_grows_up_to_the_limit_and_not_beyond() {
        int limit = 100_000;
        TraceEncoder bounded = TraceProtocol.V05.newEncoder(limit, ChunkLabels.none());
        int chunks = 0;
        while (bounded.add(List.of(new SampleSpan().tag("unique", "value " + chunks)))) {
            chunks++;
        }

        assertThat(bounded.body().remaining()).isBetween(limit - 200, limit);
        TracePayload payload = TracePayload.readV05(bytes(bounded.body()));
        assertThat(payload.problems()).isEmpty();
        assertThat(payload.chunks()).hasSize(chunks);
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static String hex(ByteBuffer body) {
        return HexFormat.of().formatHex(bytes(body));
    }
}
