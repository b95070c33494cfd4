/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MicrometerSpanTest extends TracedWork {
    private static final long NOON_SECONDS = 1_700_000_000;

    @Test
    void numeric_tags_are_metrics_and_flags_are_text() {
        tracer.nextSpan()
                .name("work")
                .start()
                .tag("count", 3L)
                .tag("ratio", 0.5)
                .tag("flag", true)
                .tag("text", "yes")
                .end();

        assertThat(onlySpan().metric("count", -1)).isEqualTo(3);
        assertThat(onlySpan().metric("ratio", -1)).isEqualTo(0.5);
        assertThat(onlySpan().tag("flag")).isEqualTo("true");
        assertThat(onlySpan().tag("text")).isEqualTo("yes");
    }

    @Test
    void elements_of_lists_are_numbered_tags() {
        tracer.spanBuilder()
                .name("work")
                .tagOfStrings("names", List.of("a", "b"))
                .tagOfLongs("counts", List.of(1L, 2L))
                .tagOfDoubles("ratios", List.of(0.5))
                .tagOfBooleans("flags", List.of(true, false))
                .start()
                .end();

        assertThat(onlySpan().tag("names.0")).isEqualTo("a");
        assertThat(onlySpan().tag("names.1")).isEqualTo("b");
        assertThat(onlySpan().metric("counts.1", -1)).isEqualTo(2);
        assertThat(onlySpan().metric("ratios.0", -1)).isEqualTo(0.5);
        assertThat(onlySpan().tag("flags.1")).isEqualTo("false");
    }

    @Test
    void a_failure_is_recorded_with_type_message_and_stack() {
        tracer.nextSpan()
                .name("work")
                .start()
                .error(new IllegalStateException("too late"))
                .end();

        assertThat(onlySpan().isError()).isTrue();
        assertThat(onlySpan().tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        assertThat(onlySpan().tag(Tags.ERROR_MESSAGE)).isEqualTo("too late");
        assertThat(onlySpan().tag(Tags.ERROR_STACK)).contains("a_failure_is_recorded");
    }

    @Test
    void an_abandoned_span_is_never_sent() {
        Span parent = tracer.nextSpan().name("parent").start();
        tracer.nextSpan(parent).name("child").start().abandon();
        tracer.nextSpan(parent).name("never started").abandon();
        parent.end();

        assertThat(onlySpan().operationName()).isEqualTo("parent");
    }

    @Test
    void a_span_that_never_starts_holds_nothing_back() {
        Span parent = tracer.nextSpan().name("parent").start();
        tracer.nextSpan(parent).name("child").tag("a", "b");
        parent.end();

        assertThat(onlySpan().operationName()).isEqualTo("parent");
    }

    @Test
    void tags_and_name_from_before_the_start_are_there() {
        tracer.nextSpan().name("work").tag("a", "b").start().end();

        assertThat(onlySpan().operationName()).isEqualTo("work");
        assertThat(onlySpan().resourceName()).isEqualTo("work");
        assertThat(onlySpan().tag("a")).isEqualTo("b");
    }

    @Test
    void start_and_end_come_in_any_unit() {
        Span span = tracer.spanBuilder()
                .name("work")
                .startTimestamp(NOON_SECONDS * 1_000, TimeUnit.MILLISECONDS)
                .start();
        span.end(NOON_SECONDS + 2, TimeUnit.SECONDS);

        assertThat(onlySpan().startNanos()).isEqualTo(NOON_SECONDS * 1_000_000_000);
        assertThat(onlySpan().durationNanos()).isEqualTo(2_000_000_000L);
    }

    @Test
    void a_second_end_changes_nothing() {
        Span parent = tracer.nextSpan().name("parent").start();
        Span span = tracer.spanBuilder()
                .setParent(parent.context())
                .name("work")
                .startTimestamp(NOON_SECONDS, TimeUnit.SECONDS)
                .start();
        span.end(NOON_SECONDS + 1, TimeUnit.SECONDS);
        span.end(NOON_SECONDS + 9, TimeUnit.SECONDS);
        parent.end();

        assertThat(writer.spans()).hasSize(2);
        assertThat(span("work").durationNanos()).isEqualTo(1_000_000_000L);
    }

    @Test
    void events_have_the_time_that_they_are_given() {
        Span span = tracer.nextSpan().name("work").start();
        span.event("now");
        span.event("then", NOON_SECONDS, TimeUnit.SECONDS);
        span.end();

        assertThat(onlySpan().events()).extracting(SpanEvent::name).containsExactly("now", "then");
        assertThat(onlySpan().events().get(1).timeUnixNanos()).isEqualTo(NOON_SECONDS * 1_000_000_000);
    }

    @Test
    void links_lead_to_the_other_span() {
        Span other = tracer.nextSpan(null).name("other").start();
        tracer.spanBuilder()
                .name("work")
                .setNoParent()
                .addLink(new Link(other, Map.of("reason", "batch", "size", 3)))
                .start()
                .end();
        other.end();

        assertThat(span("work").links()).hasSize(1);
        SpanLink link = span("work").links().get(0);
        assertThat(link.spanId()).isEqualTo(span("other").spanId());
        assertThat(link.attributes()).containsEntry("reason", "batch").containsEntry("size", "3");
    }

    @ParameterizedTest
    @EnumSource(Span.Kind.class)
    void kinds_are_ours_one_to_one(Span.Kind kind) {
        tracer.spanBuilder().kind(kind).name("work").start().end();

        assertThat(onlySpan().tag(Tags.SPAN_KIND)).isEqualToIgnoringCase(kind.name());
    }

    @ParameterizedTest
    @CsvSource({"SERVER,server.request", "CLIENT,client.request", "PRODUCER,producer", "CONSUMER,consumer", ",internal"
    })
    void a_span_without_a_name_is_named_by_its_kind(Span.Kind kind, String operation) {
        tracer.spanBuilder().kind(kind).start().end();

        assertThat(onlySpan().operationName()).isEqualTo(operation);
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT,http get,http.request,GET,http",
        "CLIENT,http post /users/{id},http.request,POST /users/{id},http",
        "SERVER,http get /users/{id},http.server.request,GET /users/{id},web",
        "SERVER,http wonder,http wonder,http wonder,",
        ",order.find,order.find,order.find,"
    })
    void names_of_http_conventions_become_operation_and_resource(
            Span.Kind kind, String name, String operation, String resource, String type) {
        tracer.spanBuilder().kind(kind).name(name).start().end();

        assertThat(onlySpan().operationName()).isEqualTo(operation);
        assertThat(onlySpan().resourceName()).isEqualTo(resource);
        assertThat(onlySpan().spanType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,network.destination.ip,network.destination.name",
        "::1,network.destination.ip,network.destination.name",
        "db.internal,network.destination.name,network.destination.ip"
    })
    void the_other_side_is_shown(String host, String tag, String absentTag) {
        tracer.spanBuilder()
                .name("work")
                .remoteServiceName("billing")
                .remoteIpAndPort(host, 5432)
                .start()
                .end();

        assertThat(onlySpan().tag("peer.service")).isEqualTo("billing");
        assertThat(onlySpan().tag("out.host")).isEqualTo(host);
        assertThat(onlySpan().tag(tag)).isEqualTo(host);
        assertThat(onlySpan().tag(absentTag)).isNull();
        assertThat(onlySpan().metric("network.destination.port", -1)).isEqualTo(5432);
    }

    @Test
    void an_unknown_other_side_is_not_shown() {
        tracer.nextSpan()
                .name("work")
                .start()
                .remoteServiceName(null)
                .remoteIpAndPort(null, -1)
                .end();

        assertThat(onlySpan().tag("out.host")).isNull();
        assertThat(onlySpan().metric("network.destination.port", -1)).isEqualTo(-1);
    }

    @Test
    void spans_are_equal_when_they_stand_for_the_same_span() {
        Span span = tracer.nextSpan().name("work").start();
        try (var scope = tracer.withSpan(span)) {
            assertThat(tracer.currentSpan()).isEqualTo(span).hasSameHashCodeAs(span);
            assertThat(tracer.nextSpan()).isNotEqualTo(span);
        }
        span.end();
    }

    @Test
    void missing_values_are_ignored() {
        Span span = tracer.nextSpan().name("work").start();
        span.name(null).name(" ").tag("a", (String) null).event(null).error(null);
        span.end();

        assertThat(onlySpan().operationName()).isEqualTo("work");
        assertThat(onlySpan().isError()).isFalse();
    }
}
