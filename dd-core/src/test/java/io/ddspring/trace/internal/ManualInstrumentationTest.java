/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.Tracer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people who instrument by hand are used to from other tracers. */
class ManualInstrumentationTest {
    private final Engine engine = new Engine();

    @Test
    void several_tags_are_set_at_once_each_by_its_type() {
        Span span = engine.root().setTag("gone", "a");
        Map<String, @Nullable Object> tags = new HashMap<>();
        tags.put("text", "a");
        tags.put("int", 7);
        tags.put("long", Long.MAX_VALUE);
        tags.put("float", 0.5f);
        tags.put("yes", true);
        tags.put("list", List.of(1, 2));
        tags.put("gone", null);
        tags.put("resource.name", "GET /");
        span.setTags(tags).finish();

        SpanData sent = engine.sent();
        assertThat(sent.tag("text")).isEqualTo("a");
        assertThat(sent.metric("int", -1)).isEqualTo(7);
        assertThat(sent.tag("long")).isEqualTo("9223372036854775807");
        assertThat(sent.metric("float", -1)).isEqualTo(0.5);
        assertThat(sent.tag("yes")).isEqualTo("true");
        assertThat(sent.metric("list.0", -1)).isEqualTo(1);
        assertThat(sent.metric("list.1", -1)).isEqualTo(2);
        assertThat(sent.tag("gone")).isNull();
        assertThat(sent.resourceName()).isEqualTo("GET /");
    }

    @Test
    void a_text_is_stored_as_it_is() {
        engine.root()
                .setTag("number", 1)
                .setText("number", "one")
                .setText("empty", "")
                .setText("resource.name", "plain")
                .finish();

        SpanData sent = engine.sent();
        assertThat(sent.tag("number")).isEqualTo("one");
        assertThat(sent.metric("number", -1)).isEqualTo(-1);
        assertThat(sent.tag("empty")).isEmpty();
        assertThat(sent.tag("resource.name")).isEqualTo("plain");
        assertThat(sent.resourceName()).isEqualTo("web.request");
    }

    @Test
    void a_recorded_exception_is_an_event_and_no_error() {
        engine.root()
                .recordException(new IllegalStateException("no stock"), Map.of("retry", 2L))
                .finish();

        SpanData sent = engine.sent();
        assertThat(sent.isError()).isFalse();
        assertThat(sent.tag("error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(sent.tag("error.message")).isEqualTo("no stock");
        assertThat(sent.tag("error.stack")).contains("a_recorded_exception_is_an_event");
        SpanEvent event = sent.events().get(0);
        assertThat(event.name()).isEqualTo("exception");
        assertThat(event.timeUnixNanos()).isEqualTo(sent.startNanos());
        assertThat(event.attributes())
                .contains(
                        entry("exception.type", "java.lang.IllegalStateException"),
                        entry("exception.message", "no stock"),
                        entry("retry", 2L))
                .containsKey("exception.stacktrace");
    }

    @Test
    void an_exception_without_message_or_that_fails_itself_is_recorded() {
        engine.root()
                .recordException(new IllegalStateException(), Map.of())
                .recordException(new HostileException(), Map.of("exception.stacktrace", "mine"))
                .finish();

        List<SpanEvent> events = engine.sent().events();
        assertThat(events.get(0).attributes()).doesNotContainKey("exception.message");
        assertThat(events.get(1).attributes())
                .containsOnly(
                        entry("exception.type", HostileException.class.getName()),
                        entry("exception.stacktrace", "mine"));
        assertThat(engine.sent().tag("error.stack")).isEqualTo("mine");
    }

    @Test
    void an_event_may_be_of_another_time() {
        engine.root().addEvent("then", Map.of("a", 1L), 42).finish();

        assertThat(engine.sent().events()).containsExactly(new SpanEvent("then", 42, Map.of("a", 1L)));
    }

    @Test
    void what_is_fine_for_good_is_no_error_any_more() {
        engine.root()
                .setError(true)
                .setError(false, ErrorPriority.FINAL)
                .setError(true)
                .recordError(new IllegalStateException())
                .finish();

        assertThat(engine.sent().isError()).isFalse();
    }

    @Test
    void a_span_recorded_elsewhere_only_is_a_parent() {
        Span elsewhere = Span.recordedElsewhere(RemoteSpanContext.of(0, 7, 8, SamplingPriority.USER_KEEP));
        assertThat(elsewhere.isRecording()).isFalse();
        assertThat(elsewhere.data()).isNull();
        elsewhere.setTag("a", "b").recordException(new IllegalStateException(), Map.of());
        elsewhere
                .setTags(Map.of("a", 1))
                .setText("a", "")
                .addEvent("e", Map.of(), 1)
                .finish();
        try (Scope scope = engine.tracer.activate(elsewhere)) {
            engine.tracer.startSpan("work").finish();
        }

        assertThat(engine.sent().traceIdLow()).isEqualTo(7);
        assertThat(engine.sent().parentId()).isEqualTo(8);
        assertThat(engine.sent().metric("_sampling_priority_v1", -1)).isEqualTo(2);
    }

    @Test
    void the_first_span_of_the_active_trace_is_at_hand() {
        Span root = engine.root();
        Span child = engine.child(root);
        try (Scope scope = engine.tracer.activate(child)) {
            assertThat(engine.tracer.activeLocalRoot()).isSameAs(root);
        }
        assertThat(engine.tracer.activeLocalRoot()).isSameAs(Span.noop());
        assertThat(Tracer.noop().activeLocalRoot()).isSameAs(Span.noop());
    }

    private static final class HostileException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }
}
