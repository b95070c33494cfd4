/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoopTracerTest {
    private final Tracer tracer = Tracer.noop();

    @Test
    void whatever_is_described_the_span_records_nothing() {
        Span span = tracer.buildSpan("a")
                .asChildOf(Span.noop())
                .asChildOf(RemoteSpanContext.of(1, 2, 3, 1))
                .ignoreActiveSpan()
                .withServiceName("s")
                .withServiceName("s", "source")
                .withResourceName("r")
                .withResourceName("r", ResourcePriority.TAG)
                .withSpanType("t")
                .withTag("a", "b")
                .withTag("a", 1)
                .withTag("a", 1.5)
                .withTag("a", true)
                .withLink(new SpanLink(0, 1, 1, 0, null, Map.of()))
                .withStartTime(1)
                .start();

        assertThat(span).isSameAs(Span.noop());
    }

    @Test
    void every_call_on_its_span_does_nothing() {
        Span span = Span.noop();

        assertThat(span.setOperationName("a")
                        .setServiceName("a")
                        .setServiceName("a", "b")
                        .setResourceName("a")
                        .setResourceName("a", 1)
                        .setSpanType("a")
                        .setTag("a", "b")
                        .setTag("a", 1)
                        .setTag("a", 1.5)
                        .setTag("a", true)
                        .setMetric("a", 1)
                        .setMeasured(true)
                        .setError(true)
                        .setError(true, 1)
                        .recordError(new IllegalStateException())
                        .addEvent("a", Map.of())
                        .addLink(new SpanLink(0, 1, 1, 0, null, Map.of()))
                        .setBaggageItem("a", "b")
                        .removeBaggageItem("a")
                        .removeAllBaggage()
                        .setMetaStruct("a", new byte[0]))
                .isSameAs(span);
        span.finish();
        span.finish(1);
        span.abandon();

        assertThat(span.data()).isNull();
        assertThat(span.isRecording()).isFalse();
        assertThat(span.localRoot()).isSameAs(span);
    }

    @Test
    void its_context_identifies_nothing() {
        SpanContext context = Span.noop().context();

        assertThat(context.traceIdLow()).isZero();
        assertThat(context.traceIdHex()).isEqualTo("0".repeat(32));
        assertThat(context.spanIdHex()).isEqualTo("0".repeat(16));
        assertThat(context.decideSamplingPriority()).isEqualTo(SamplingPriority.UNSET);
        assertThat(context.baggage()).isEmpty();
    }

    @Test
    void it_can_be_flushed_and_closed() {
        tracer.flush(Duration.ZERO);
        tracer.close();

        assertThat(tracer.startSpan("a")).isSameAs(Span.noop());
    }
}
