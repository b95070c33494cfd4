/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.Faults;
import io.ddspring.testing.LogLines;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SpanProcessorTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void it_sees_the_finished_spans_in_the_order_in_which_they_finished() {
        Engine engine =
                engineWith(spans -> spans.forEach(span -> seen.add(dataOf(span).operationName())));
        Span root = engine.root();
        Span first = engine.child(root).setOperationName("first");
        Span second = engine.child(root).setOperationName("second");
        second.finish();
        first.finish();
        root.finish();

        assertThat(seen).containsExactly("second", "first", "web.request");
    }

    @Test
    void it_sees_times_and_the_tags_so_far() {
        List<Long> durations = new ArrayList<>();
        Engine engine = engineWith(spans -> {
            durations.add(dataOf(spans.get(0)).durationNanos());
            seen.add(String.valueOf(dataOf(spans.get(0)).tag("a")));
        });
        engine.root().setTag("a", "b").finish();

        assertThat(durations).containsExactly(1L);
        assertThat(seen).containsExactly("b");
    }

    @Test
    void what_it_sets_is_sent() {
        Engine engine = engineWith(spans -> spans.forEach(span -> span.setTag("product", "yes")));
        engine.root().finish();

        assertThat(engine.sent().tag("product")).isEqualTo("yes");
    }

    @Test
    void it_cannot_change_the_list() {
        Engine engine = engineWith(spans -> {
            try {
                spans.remove(0);
            } catch (UnsupportedOperationException expected) {
                seen.add("refused");
            }
        });
        engine.root().finish();

        assertThat(seen).containsExactly("refused");
        assertThat(engine.chunk()).hasSize(1);
    }

    @Test
    void the_list_it_saw_stays_as_it_was() {
        List<List<? extends Span>> lists = new ArrayList<>();
        Engine engine = engineWith(lists::add);
        Span root = engine.root();
        Span child = engine.child(root);
        child.finish();
        root.finish();

        assertThat(lists.get(0)).map(Span::context).containsExactly(child.context(), root.context());
    }

    @Test
    void every_span_is_seen_once_even_if_its_trace_is_sent_in_parts() {
        Engine engine = new Engine(builder -> builder.partialFlushMinSpans(2)
                .processors(List.of(
                        spans -> spans.forEach(span -> seen.add(dataOf(span).resourceName())))));
        Span root = engine.root().setResourceName("root");
        for (int i = 0; i < 5; i++) {
            engine.child(root).setResourceName("child " + i).finish();
        }
        root.finish();

        assertThat(seen).containsExactly("child 0", "child 1", "child 2", "child 3", "child 4", "root");
    }

    @Test
    void abandoned_spans_are_not_seen() {
        Engine engine =
                engineWith(spans -> spans.forEach(span -> seen.add(dataOf(span).operationName())));
        Span root = engine.root();
        engine.child(root).abandon();
        root.finish();

        assertThat(seen).containsExactly("web.request");
    }

    @Test
    void processors_run_by_order_and_then_as_they_were_given() {
        Engine engine = new Engine(builder -> builder.processors(List.of(
                new Ordered(10, spans -> seen.add("last")),
                new Ordered(0, spans -> seen.add("middle, given first")),
                new Ordered(0, spans -> seen.add("middle, given second")),
                new Ordered(-10, spans -> seen.add("first")))));
        engine.root().finish();

        assertThat(seen).containsExactly("first", "middle, given first", "middle, given second", "last");
    }

    @Test
    void a_failing_one_is_recorded_and_disturbs_neither_the_others_nor_the_application() {
        String site = "span.processor " + Ordered.class.getName();
        long before = Faults.shared().count(site);
        Engine engine = new Engine(builder -> builder.processors(List.of(
                new Ordered(0, spans -> {
                    throw new AssertionError("no");
                }),
                new Ordered(1, spans -> seen.add("second")))));
        try (LogLines log = new LogLines(Faults.class)) {
            engine.root().finish();
        }

        assertThat(seen).containsExactly("second");
        assertThat(engine.chunk()).hasSize(1);
        assertThat(Faults.shared().count(site) - before).isEqualTo(1);
    }

    private static Engine engineWith(SpanProcessor processor) {
        return new Engine(builder -> builder.processors(List.of(processor)));
    }

    private static SpanData dataOf(Span span) {
        return Objects.requireNonNull(span.data());
    }

    private record Ordered(int order, Consumer<List<? extends Span>> action) implements SpanProcessor {
        @Override
        public void onSpansFinished(List<? extends Span> spans) {
            action.accept(spans);
        }
    }
}
