/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.Tags;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InjectionTest {
    private final AtomicInteger decisions = new AtomicInteger();
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final CoreTracer tracer = CoreTracer.builder()
            .writer(writer)
            .sampler(root -> {
                decisions.incrementAndGet();
                return SamplingDecision.KEEP_BY_DEFAULT;
            })
            .build();
    private final CompositePropagator propagator = Propagators.of();

    @Test
    void it_takes_the_sampling_decision_once() {
        Span root = tracer.startSpan("web");
        Span child = tracer.buildSpan("client").asChildOf(root).start();

        inject(child.context());
        inject(root.context());
        child.finish();
        root.finish();

        assertThat(decisions).hasValue(1);
    }

    @Test
    void it_names_the_span_that_injects_as_parent() {
        Span root = tracer.startSpan("web");
        Span child = tracer.buildSpan("client").asChildOf(root).start();

        Headers headers = inject(child.context());

        assertThat(headers.first("x-datadog-parent-id"))
                .isEqualTo(Long.toUnsignedString(child.context().spanId()));
        assertThat(headers.first("traceparent")).contains("-" + child.context().spanIdHex() + "-");
        assertThat(headers.first("tracestate")).contains("p:" + child.context().spanIdHex());
    }

    @Test
    void it_replaces_what_the_headers_said() {
        Headers headers = new Headers().add("traceparent", "old").add("traceparent", "older");

        propagator.inject(tracer.startSpan("web").context(), headers, Headers.SETTER);

        assertThat(Headers.GETTER.getAll(headers, "Traceparent")).hasSize(1).doesNotContain("old");
    }

    @Test
    void keeping_by_hand_after_an_injection_shows_in_the_next_one() {
        Span span = tracer.startSpan("web");
        inject(span.context());
        span.setTag(Tags.MANUAL_KEEP, true);

        Headers headers = inject(span.context());

        assertThat(headers.first("x-datadog-sampling-priority")).isEqualTo("2");
        assertThat(headers.first("x-datadog-tags")).contains("_dd.p.dm=-4");
        assertThat(headers.first("tracestate")).contains("t.dm:-4");
    }

    @Test
    void a_context_without_a_trace_writes_nothing() {
        assertThat(inject(Span.noop().context())).hasToString("{}");
    }

    @Test
    void an_origin_that_would_break_the_header_is_not_written() {
        Span span = tracer.startSpan("web").setTag("_dd.origin", "a\r\nx-evil: 1");

        Headers headers = inject(span.context());

        assertThat(headers.first("x-datadog-origin")).isNull();
        assertThat(headers.first("tracestate")).contains("o:a__x-evil: 1;");
    }

    @Test
    void a_tag_that_would_break_the_header_takes_all_tags_out_and_is_reported() {
        Span span = tracer.buildSpan("web")
                .asChildOf(RemoteSpanContext.builder(0, 1, 2)
                        .samplingPriority(1)
                        .propagationTags(PropagationTags.EMPTY.with("_dd.p.a", "1,2"))
                        .build())
                .start();

        assertThat(inject(span.context()).first("x-datadog-tags")).isNull();
        span.finish();

        assertThat(writer.spans().get(0).tag(Tags.PROPAGATION_ERROR)).isEqualTo("encoding_error");
    }

    @Test
    void tags_that_could_not_be_written_once_are_not_tried_again() {
        CompositePropagator small = Propagators.of("DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH=40");
        Span span = tracer.startSpan("web");
        Headers tooLong = new Headers();
        span.context().reportPropagationError("inject_max_size");

        small.inject(span.context(), tooLong, Headers.SETTER);

        assertThat(tooLong.first("x-datadog-tags")).isNull();
        assertThat(inject(span.context()).first("tracestate")).contains("t.dm:-0");
    }

    @Test
    void a_remote_context_without_span_is_sent_on_only_by_the_style_that_can_say_so() {
        Headers headers = inject(RemoteSpanContext.of(0, 5, 0, 1));

        assertThat(headers.first("x-datadog-parent-id")).isEqualTo("0");
        assertThat(headers.first("traceparent")).isNull();
    }

    @Test
    void nothing_to_say_is_no_header_and_no_error() {
        Span span = tracer.buildSpan("web")
                .asChildOf(RemoteSpanContext.of(0, 1, 2, 1))
                .start();
        Headers headers = new Headers();

        Propagators.of("DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH=0").inject(span.context(), headers, Headers.SETTER);
        span.finish();

        assertThat(headers.first("x-datadog-tags")).isNull();
        assertThat(writer.spans().get(0).tag(Tags.PROPAGATION_ERROR)).isNull();
    }

    @Test
    void a_received_context_can_be_sent_on_as_it_is() {
        Headers headers = inject(RemoteSpanContext.builder(0, 5, 6)
                .samplingPriority(-2147483648)
                .origin("rum")
                .foreignTracestate("foo=1")
                .build());

        assertThat(headers.first("x-datadog-trace-id")).isEqualTo("5");
        assertThat(headers.first("x-datadog-parent-id")).isEqualTo("6");
        assertThat(headers.first("x-datadog-sampling-priority")).isNull();
        assertThat(headers.first("traceparent")).isEqualTo("00-" + "0".repeat(31) + "5-" + "0".repeat(15) + "6-00");
        assertThat(headers.first("tracestate")).isEqualTo("dd=o:rum;p:0000000000000006,foo=1");
    }

    private Headers inject(SpanContext context) {
        Headers headers = new Headers();
        propagator.inject(context, headers, Headers.SETTER);
        return headers;
    }
}
