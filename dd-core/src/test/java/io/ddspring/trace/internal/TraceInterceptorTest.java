/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.Tags;
import io.ddspring.trace.TraceInterceptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TraceInterceptorTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void interceptors_run_from_the_lowest_to_the_highest_priority_after_the_processors() {
        SpanProcessor processor = spans -> calls.add("processor");
        Engine engine = new Engine(builder -> builder.processors(List.of(processor))
                .interceptors(List.of(noting("high", 5), noting("low", -5), noting("middle", 0))));

        engine.root().finish();

        assertThat(calls).containsExactly("processor", "low", "middle", "high");
    }

    @Test
    void of_two_with_the_same_priority_the_first_one_runs() {
        Engine engine = engine(noting("first", 1), noting("second", 1));

        engine.root().finish();

        assertThat(calls).containsExactly("first");
    }

    @Test
    void they_see_the_finished_spans_with_their_values() {
        Engine engine = engine(interceptor(1, trace -> {
            trace.forEach(span ->
                    calls.add(data(span).operationName() + " " + data(span).durationNanos()));
            return trace;
        }));
        Span root = engine.root();
        engine.child(root).finish();
        root.finish();

        assertThat(calls).containsExactly("web.request 1", "work 1");
    }

    @Test
    void what_they_change_is_sent() {
        Engine engine = engine(interceptor(1, trace -> {
            trace.forEach(span -> span.setOperationName("renamed")
                    .setServiceName("other")
                    .setResourceName("GET /")
                    .setError(true)
                    .setTag("team", "a")
                    .setTag("secret", (String) null));
            return trace;
        }));

        engine.root().setTag("secret", "hunter2").finish();

        SpanData sent = engine.sent();
        assertThat(sent.operationName()).isEqualTo("renamed");
        assertThat(sent.serviceName()).isEqualTo("other");
        assertThat(sent.tag(Tags.BASE_SERVICE)).isEqualTo("shop");
        assertThat(sent.resourceName()).isEqualTo("GET /");
        assertThat(sent.isError()).isTrue();
        assertThat(sent.tag("team")).isEqualTo("a");
        assertThat(sent.tag("secret")).isNull();
    }

    @Test
    void they_may_still_decide_about_sampling() {
        Engine engine = engine(interceptor(1, trace -> {
            trace.iterator().next().setTag("manual.drop", true);
            return trace;
        }));

        engine.root().finish();

        assertThat(engine.sent().metric(Tags.SAMPLING_PRIORITY, 9)).isEqualTo(SamplingPriority.USER_DROP);
    }

    @Test
    void a_trace_that_one_drops_is_counted_and_no_other_sees_it() {
        Engine engine = engine(interceptor(1, trace -> List.of()), noting("later", 2));
        Span root = engine.root();
        engine.child(root).finish();
        root.finish();

        assertThat(engine.chunks()).isEmpty();
        assertThat(calls).isEmpty();
        assertThat(engine.health.counters())
                .containsEntry("traces.dropped.trace.interceptor", 1L)
                .containsEntry("spans.dropped.trace.interceptor", 2L);
    }

    @Test
    void null_drops_the_trace_as_well() {
        Engine engine = engine(interceptor(1, trace -> null));

        engine.root().finish();

        assertThat(engine.chunks()).isEmpty();
    }

    @Test
    void single_spans_can_be_left_out_and_none_be_made_up_or_reordered() {
        Engine engine = engine(interceptor(1, trace -> {
            List<Span> left = new ArrayList<>(trace);
            left.remove(1);
            left.add(0, left.remove(1));
            left.add(Span.noop());
            return left;
        }));
        Span root = engine.root();
        Span first = engine.child(root);
        Span second = engine.child(root);
        first.finish();
        second.finish();
        root.finish();

        assertThat(engine.chunk())
                .extracting(SpanData::spanId)
                .containsExactly(root.context().spanId(), first.context().spanId());
        assertThat(engine.health.counters()).containsEntry("spans.dropped.trace.interceptor", 1L);
        assertThat(engine.health.droppedTraces()).isZero();
    }

    @Test
    void a_failure_changes_nothing_and_the_next_one_runs() {
        Engine engine = engine(
                interceptor(1, trace -> {
                    throw new IllegalStateException("broken");
                }),
                interceptor(2, trace -> {
                    trace.clear();
                    return trace;
                }),
                noting("next", 3));

        engine.root().finish();

        assertThat(engine.sent().operationName()).isEqualTo("web.request");
        assertThat(calls).containsExactly("next");
    }

    @Test
    void one_that_has_no_priority_is_not_used() {
        Engine engine = engine(
                new TraceInterceptor() {
                    @Override
                    public Collection<? extends Span> onTraceComplete(Collection<? extends Span> trace) {
                        return List.of();
                    }

                    @Override
                    public int priority() {
                        throw new IllegalStateException("broken");
                    }
                },
                noting("other", 1));

        engine.root().finish();

        assertThat(calls).containsExactly("other");
        assertThat(engine.chunks()).hasSize(1);
    }

    private TraceInterceptor noting(String name, int priority) {
        return interceptor(priority, trace -> {
            calls.add(name);
            return trace;
        });
    }

    private static Engine engine(TraceInterceptor... interceptors) {
        return new Engine(builder -> builder.interceptors(List.of(interceptors)));
    }

    private static SpanData data(Span span) {
        SpanData data = span.data();
        assertThat(data).isNotNull();
        return data;
    }

    private static TraceInterceptor interceptor(
            int priority, Function<Collection<? extends Span>, Collection<? extends Span>> action) {
        return new TraceInterceptor() {
            @Override
            public Collection<? extends Span> onTraceComplete(Collection<? extends Span> trace) {
                return action.apply(trace);
            }

            @Override
            public int priority() {
                return priority;
            }
        };
    }
}
