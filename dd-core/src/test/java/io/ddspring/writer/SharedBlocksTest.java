/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.TracePayload;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.internal.CoreTracer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedBlocksTest {
    private final TraceEncoderV04 encoder = new TraceEncoderV04(1 << 20, ChunkLabels.none());

    @Test
    void tags_that_spans_share_are_sent_with_each_of_them() {
        InMemoryTraceWriter traces = new InMemoryTraceWriter();
        CoreTracer tracer = CoreTracer.builder()
                .writer(traces)
                .service("shop")
                .env("prod")
                .version("1.2")
                .globalTags(Map.of("team", "core", "long", "x".repeat(300)))
                .build();
        for (int i = 0; i < 30; i++) {
            Span root = tracer.startSpan("root").setTag("own", String.valueOf(i));
            tracer.buildSpan("inner")
                    .asChildOf(root)
                    .start()
                    .setTag("team", "other")
                    .finish();
            tracer.buildSpan("foreign")
                    .asChildOf(root)
                    .start()
                    .setServiceName("db")
                    .setTag("number", i)
                    .finish();
            root.finish();
        }
        traces.traces().forEach(chunk -> assertThat(encoder.add(chunk)).isTrue());

        ByteBuffer body = encoder.body();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        TracePayload payload = TracePayload.read(bytes);
        List<List<ReceivedSpan>> read = payload.chunks();
        for (int i = 0; i < read.size(); i++) {
            for (int j = 0; j < read.get(i).size(); j++) {
                SpanData sent = traces.traces().get(i).get(j);
                ReceivedSpan received = read.get(i).get(j);
                Map<String, String> texts = new HashMap<>();
                sent.forEachTag(texts::put);
                Map<String, Double> numbers = new HashMap<>();
                sent.forEachMetric(numbers::put);
                assertThat(received.meta()).isEqualTo(texts).containsKeys("env", "team", "long");
                assertThat(received.metrics()).hasSameSizeAs(numbers);
                numbers.forEach((name, number) ->
                        assertThat(received.metric(name).doubleValue()).isEqualTo(number));
            }
        }
        assertThat(payload.problems()).isEmpty();
    }
}
