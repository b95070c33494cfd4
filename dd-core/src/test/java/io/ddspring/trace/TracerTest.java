/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.context.Context;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracerTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final Tracer tracer = CoreTracer.builder().writer(writer).build();

    @AfterEach
    void nothing_is_left_on_the_thread() {
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void work_runs_inside_an_active_span_and_its_answer_is_handed_on() throws Exception {
        String answer = tracer.trace("price", () -> {
            assertThat(tracer.activeSpan().isRecording()).isTrue();
            return tracer.trace("tax", () -> "19 %");
        });

        assertThat(answer).isEqualTo("19 %");
        assertThat(writer.spans()).extracting(SpanData::operationName).containsExactly("price", "tax");
        assertThat(writer.spans().get(1).parentId())
                .isEqualTo(writer.spans().get(0).spanId());
    }

    @Test
    void work_may_answer_nothing() throws Exception {
        String answer = tracer.<String>trace("price", () -> null);

        assertThat(answer).isNull();
    }

    @Test
    void a_failure_of_work_is_recorded_and_thrown_unchanged() {
        IOException failure = new IOException("no");
        Callable<String> failing = () -> {
            throw failure;
        };

        assertThatThrownBy(() -> tracer.trace("price", failing)).isSameAs(failure);

        assertThat(writer.spans()).singleElement().satisfies(span -> {
            assertThat(span.isError()).isTrue();
            assertThat(span.tag(Tags.ERROR_TYPE)).isEqualTo("java.io.IOException");
        });
    }

    @Test
    void a_task_runs_inside_an_active_span_and_fails_unchanged() {
        AssertionError failure = new AssertionError("no");
        Runnable failing = () -> {
            throw failure;
        };

        assertThatThrownBy(() -> tracer.trace("price", failing)).isSameAs(failure);

        assertThat(writer.spans()).singleElement().matches(SpanData::isError);
    }

    @Test
    void closing_a_scope_does_not_finish_its_span() {
        Span span = tracer.startSpan("price");
        try (Scope scope = tracer.activate(span)) {
            assertThat(scope.span()).isSameAs(span);
            assertThat(tracer.activeSpan()).isSameAs(span);
            assertThat(Span.from(Context.current())).isSameAs(span);
        }

        assertThat(tracer.activeSpan()).isSameAs(Span.noop());
        assertThat(span.isRecording()).isTrue();
        assertThat(writer.spans()).isEmpty();
    }

    @Test
    void activating_the_active_span_again_changes_nothing() {
        Span span = tracer.startSpan("price");
        try (Scope outer = tracer.activate(span)) {
            Context current = Context.current();
            try (Scope inner = tracer.activate(span)) {
                assertThat(Context.current()).isSameAs(current);
            }
            assertThat(tracer.activeSpan()).isSameAs(span);
        }
    }

    @Test
    void the_newest_running_tracer_is_the_current_one() {
        Tracer newer = CoreTracer.builder().writer(writer).build();
        assertThat(Tracer.current()).isSameAs(Tracer.noop());

        CurrentTracer.add(tracer);
        CurrentTracer.add(newer);
        assertThat(Tracer.current()).isSameAs(newer);

        CurrentTracer.remove(newer);
        assertThat(Tracer.current()).isSameAs(tracer);

        CurrentTracer.remove(tracer);
        CurrentTracer.remove(tracer);
        assertThat(Tracer.current()).isSameAs(Tracer.noop());
    }
}
