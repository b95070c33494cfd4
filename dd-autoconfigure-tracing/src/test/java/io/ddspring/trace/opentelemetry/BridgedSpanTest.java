/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgedSpanTest {
    private final BridgedTracing tracing = new BridgedTracing();
    private final Span span = tracing.start("work");

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void a_span_has_the_kind_internal_unless_told() {
        assertThat(ended().tag("span.kind")).isEqualTo("internal");
        assertThat(ended().tag("_dd.integration")).isEqualTo("otel");
        assertThat(ended().serviceName()).isEqualTo("shop");
    }

    @Test
    void attributes_keep_their_types() {
        span.setAttribute("text", "a")
                .setAttribute("empty", "")
                .setAttribute("yes", true)
                .setAttribute("int", 1)
                .setAttribute("zero", 0L)
                .setAttribute("double", 4.5);

        SpanData sent = ended();
        assertThat(sent.tag("text")).isEqualTo("a");
        assertThat(sent.tag("empty")).isEmpty();
        assertThat(sent.tag("yes")).isEqualTo("true");
        assertThat(sent.metric("int", -1)).isEqualTo(1);
        assertThat(sent.metric("zero", -1)).isZero();
        assertThat(sent.metric("double", -1)).isEqualTo(4.5);
    }

    @Test
    void lists_are_flattened() {
        span.setAttribute(AttributeKey.stringArrayKey("texts"), List.of("a", "b"));
        span.setAttribute(AttributeKey.longArrayKey("longs"), List.of(10L, 20L));
        span.setAttribute(AttributeKey.booleanArrayKey("flags"), List.of(true, false));
        span.setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(1.5));
        span.setAttribute(AttributeKey.stringArrayKey("none"), List.of());

        SpanData sent = ended();
        assertThat(sent.tag("texts.0")).isEqualTo("a");
        assertThat(sent.tag("texts.1")).isEqualTo("b");
        assertThat(sent.metric("longs.1", 0)).isEqualTo(20);
        assertThat(sent.tag("flags.1")).isEqualTo("false");
        assertThat(sent.metric("doubles.0", 0)).isEqualTo(1.5);
        assertThat(sent.tag("none")).isEmpty();
        assertThat(sent.tag("texts")).isNull();
    }

    @Test
    void null_removes_an_attribute_and_a_list() {
        AttributeKey<List<String>> list = AttributeKey.stringArrayKey("list");
        span.setAttribute("gone", "a").setAttribute("count", 7).setAttribute(list, List.of("a", "b"));
        span.setAttribute("gone", null);
        span.setAttribute(AttributeKey.longKey("count"), (Long) null);
        span.setAttribute(list, null);

        SpanData sent = ended();
        assertThat(sent.tag("gone")).isNull();
        assertThat(sent.metric("count", -1)).isEqualTo(-1);
        assertThat(sent.tag("list.0")).isNull();
        assertThat(sent.tag("list.1")).isNull();
    }

    @Test
    void a_shorter_list_replaces_a_longer_one() {
        AttributeKey<List<String>> list = AttributeKey.stringArrayKey("list");
        span.setAttribute(list, List.of("a", "b", "c"));
        span.setAttribute(list, List.of("d"));

        SpanData sent = ended();
        assertThat(sent.tag("list.0")).isEqualTo("d");
        assertThat(sent.tag("list.1")).isNull();
        assertThat(sent.tag("list.2")).isNull();
    }

    @Test
    void reserved_attributes_act_on_the_span() {
        span.setAttribute("service.name", "billing")
                .setAttribute("resource.name", "POST /bills")
                .setAttribute("span.type", "web")
                .setAttribute("http.response.status_code", 404);

        SpanData sent = ended();
        assertThat(sent.serviceName()).isEqualTo("billing");
        assertThat(sent.resourceName()).isEqualTo("POST /bills");
        assertThat(sent.spanType()).isEqualTo("web");
        assertThat(sent.tag("http.status_code")).isEqualTo("404");
        assertThat(List.of("service.name", "resource.name", "span.type", "http.response.status_code"))
                .allSatisfy(name -> assertThat(sent.tag(name)).isNull());
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "TRUE, 1", "True, 1", "false, 0", "False, 0", "something, 0"})
    void an_analytics_event_is_a_rate(String value, double rate) {
        span.setAttribute("analytics.event", value);

        assertThat(ended().metric("_dd1.sr.eausr", -1)).isEqualTo(rate);
        assertThat(ended().tag("analytics.event")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_analytics_event_may_be_a_flag(boolean value) {
        span.setAttribute("analytics.event", value);

        assertThat(ended().metric("_dd1.sr.eausr", -1)).isEqualTo(value ? 1 : 0);
    }

    @Test
    void the_last_name_is_the_resource() {
        span.setAttribute("resource.name", "second");
        span.updateName("third");

        assertThat(ended().resourceName()).isEqualTo("third");
    }

    @Test
    void an_error_has_a_description() {
        span.setStatus(StatusCode.ERROR, "broken");
        span.setStatus(StatusCode.UNSET, "ignored");

        assertThat(ended().isError()).isTrue();
        assertThat(ended().tag("error.message")).isEqualTo("broken");
    }

    @Test
    void ok_clears_an_error_and_is_final() {
        span.setStatus(StatusCode.ERROR, "broken");
        span.setStatus(StatusCode.OK, "ignored");
        span.setStatus(StatusCode.ERROR, "too late");

        assertThat(ended().isError()).isFalse();
        assertThat(ended().tag("error.message")).isNull();
    }

    @Test
    void ok_is_final_whichever_object_stands_for_the_span() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("servlet.request");
        try (io.ddspring.trace.Scope scope = tracing.tracer.activate(ours)) {
            Span.current().setStatus(StatusCode.OK);
            Span.current().setStatus(StatusCode.ERROR, "too late");
        }
        ours.finish();

        assertThat(tracing.sent().isError()).isFalse();
        assertThat(tracing.sent().tag("error.message")).isNull();
    }

    @Test
    void an_error_without_description_keeps_the_recorded_message() {
        span.recordException(new IllegalStateException("no stock"));
        span.setStatus(StatusCode.ERROR);

        assertThat(ended().tag("error.message")).isEqualTo("no stock");
        assertThat(ended().isError()).isTrue();
    }

    @Test
    void a_recorded_exception_is_an_event_and_no_error() {
        span.recordException(
                new IllegalStateException("no stock"),
                Attributes.builder().put("retry", 2).build());

        SpanData sent = ended();
        assertThat(sent.isError()).isFalse();
        assertThat(sent.tag("error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(sent.tag("error.message")).isEqualTo("no stock");
        assertThat(sent.tag("error.stack")).contains("a_recorded_exception_is_an_event_and_no_error");
        SpanEvent event = sent.events().get(0);
        assertThat(event.name()).isEqualTo("exception");
        assertThat(event.attributes())
                .contains(
                        entry("exception.type", "java.lang.IllegalStateException"),
                        entry("exception.message", "no stock"),
                        entry("retry", 2L))
                .containsKey("exception.stacktrace");
    }

    @Test
    void attributes_say_more_than_the_exception() {
        span.recordException(
                new IllegalStateException("no stock"),
                Attributes.builder()
                        .put("exception.message", "out of stock")
                        .put("exception.stacktrace", "somewhere")
                        .build());

        SpanData sent = ended();
        assertThat(sent.tag("error.message")).isEqualTo("out of stock");
        assertThat(sent.tag("error.stack")).isEqualTo("somewhere");
        assertThat(sent.events().get(0).attributes()).containsEntry("exception.message", "out of stock");
    }

    @Test
    void events_have_times_and_typed_attributes() {
        span.addEvent("now");
        span.addEvent(
                "then",
                Attributes.builder()
                        .put("int", 1)
                        .put("flag", true)
                        .put("list", 3, 4)
                        .put("text", "a")
                        .build(),
                5,
                TimeUnit.MICROSECONDS);

        List<SpanEvent> events = ended().events();
        assertThat(events).extracting(SpanEvent::name).containsExactly("now", "then");
        assertThat(events.get(0).timeUnixNanos()).isGreaterThanOrEqualTo(ended().startNanos());
        assertThat(events.get(1).timeUnixNanos()).isEqualTo(5000);
        assertThat(events.get(1).attributes())
                .containsOnly(
                        entry("int", 1L), entry("flag", true), entry("list", List.of(3L, 4L)), entry("text", "a"));
    }

    @Test
    void links_have_flattened_attributes() {
        SpanContext target = SpanContext.create(
                "0000000000000001000000000000000a",
                "000000000000000b",
                TraceFlags.getSampled(),
                TraceState.builder().put("vendor", "x").build());
        span.addLink(
                target,
                Attributes.builder()
                        .put("text", "a")
                        .put("flags", true, false)
                        .put("count", 2)
                        .build());
        span.addLink(SpanContext.getInvalid());

        assertThat(ended().links()).hasSize(1);
        SpanLink link = ended().links().get(0);
        assertThat(link.traceIdHigh()).isEqualTo(1);
        assertThat(link.traceIdLow()).isEqualTo(10);
        assertThat(link.spanId()).isEqualTo(11);
        assertThat(link.traceFlags()).isEqualTo(1);
        assertThat(link.tracestate()).isEqualTo("vendor=x");
        assertThat(link.attributes())
                .containsOnly(
                        entry("text", "a"), entry("flags.0", "true"), entry("flags.1", "false"), entry("count", "2"));
    }

    @Test
    void a_link_to_a_span_of_ours_does_not_decide_on_its_trace() {
        io.ddspring.trace.Span other = tracing.tracer.startSpan("other");
        span.addLink(new BridgedSpan(other, null).getSpanContext());

        assertThat(ended().links().get(0).spanId()).isEqualTo(other.context().spanId());
        assertThat(other.context().samplingPriority()).isEqualTo(io.ddspring.trace.SamplingPriority.UNSET);
    }

    @Test
    void nothing_changes_an_ended_span() {
        // The trace is still open, so the tracer itself would accept changes.
        io.ddspring.trace.Span root = tracing.tracer.startSpan("root");
        Span child;
        try (io.ddspring.trace.Scope scope = tracing.tracer.activate(root)) {
            child = tracing.start("child");
        }
        child.end();
        assertThat(child.isRecording()).isFalse();
        child.setAttribute("late", "a")
                .setStatus(StatusCode.ERROR, "late")
                .updateName("late")
                .addEvent("late")
                .addEvent("late", 1, TimeUnit.SECONDS)
                .addLink(span.getSpanContext())
                .recordException(new IllegalStateException());
        child.end();
        child.end(1, TimeUnit.DAYS);
        root.finish();

        SpanData sent = tracing.sent("child");
        assertThat(sent.tag("late")).isNull();
        assertThat(sent.isError()).isFalse();
        assertThat(sent.events()).isEmpty();
        assertThat(sent.links()).isEmpty();
        assertThat(tracing.writer.spans()).hasSize(2);
    }

    @Test
    void times_may_be_given() {
        tracing.builder("then")
                .setStartTimestamp(12_345, TimeUnit.MICROSECONDS)
                .startSpan()
                .end(12_345 + 6_789, TimeUnit.MICROSECONDS);
        tracing.builder("instant")
                .setStartTimestamp(Instant.ofEpochSecond(5, 7))
                .startSpan()
                .end(Instant.ofEpochSecond(6, 7));

        assertThat(tracing.sent("then").startNanos()).isEqualTo(12_345_000);
        assertThat(tracing.sent("then").durationNanos()).isEqualTo(6_789_000);
        assertThat(tracing.sent("instant").startNanos()).isEqualTo(5_000_000_007L);
        assertThat(tracing.sent("instant").durationNanos()).isEqualTo(1_000_000_000);
    }

    @Test
    void missing_arguments_change_nothing() {
        span.setAttribute((AttributeKey<String>) null, "a");
        span.setAttribute("", "a");
        span.addEvent(null);
        span.addEvent("e", Attributes.empty(), 1, (TimeUnit) null);
        span.addLink(null);
        span.setStatus(null);
        span.setStatus(StatusCode.ERROR, null);
        span.recordException(null);
        span.updateName(null);
        span.end(1, null);
        tracing.builder(null)
                .setParent(null)
                .addLink(null)
                .setSpanKind(null)
                .setAttribute((String) null, "a")
                .setAttribute((AttributeKey<String>) null, "a")
                .setStartTimestamp(1, null)
                .startSpan()
                .end();

        assertThat(tracing.sent("work").events()).isEmpty();
        assertThat(tracing.writer.spans()).hasSize(2);
    }

    private SpanData ended() {
        span.end();
        return tracing.sent();
    }
}
