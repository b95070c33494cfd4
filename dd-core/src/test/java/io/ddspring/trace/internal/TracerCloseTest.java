/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.testing.LogLines;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.TraceWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TracerCloseTest {
    private final List<String> calls = new ArrayList<>();
    private final TraceWriter writer = new TraceWriter() {
        @Override
        public void write(List<? extends SpanData> chunk) {
            calls.add("write " + chunk.size());
        }

        @Override
        public void flush(Duration budget) {
            calls.add("flush " + budget.toMillis());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    };
    private final CoreTracer tracer = CoreTracer.builder().writer(writer).build();

    @Test
    void what_waits_is_written_before_the_writer_is_closed() {
        Span root = tracer.buildSpan("web").start();
        tracer.buildSpan("late").asChildOf(root).start();
        root.finish();

        tracer.close();

        assertThat(calls).containsExactly("write 1", "close");
    }

    @Test
    void closing_twice_closes_once() {
        tracer.close();
        tracer.close();

        assertThat(calls).containsExactly("close");
    }

    @Test
    void spans_started_later_record_nothing() {
        Span open = tracer.buildSpan("web").start();
        tracer.close();

        assertThat(tracer.buildSpan("late").start()).isSameAs(Span.noop());
        try (Scope scope = tracer.activate(open)) {
            assertThat(tracer.startSpan("late")).isSameAs(Span.noop());
        }
    }

    @Test
    void spans_that_were_open_can_still_be_finished() {
        Span open = tracer.buildSpan("web").start();
        Span late = tracer.buildSpan("late").asChildOf(open).start();
        tracer.close();
        calls.clear();

        open.finish();
        assertThat(calls).containsExactly("write 1");

        late.finish();
        assertThat(calls).containsExactly("write 1", "write 1");
    }

    @Test
    void flushing_hands_over_what_waits_and_has_the_writer_deliver_it() {
        Span root = tracer.buildSpan("web").start();
        tracer.buildSpan("late").asChildOf(root).start();
        root.finish();

        tracer.flush(Duration.ofMillis(250));

        assertThat(calls).containsExactly("write 1", "flush 250");
    }

    @Test
    void a_failing_writer_does_not_reach_the_application_and_the_loss_is_counted() {
        TracerHealth health = new TracerHealth();
        long before = Faults.shared().count("trace.complete");
        CoreTracer failing = CoreTracer.builder()
                .health(health)
                .writer(new TraceWriter() {
                    @Override
                    public void write(List<? extends SpanData> chunk) {
                        throw new IllegalStateException("no");
                    }

                    @Override
                    public void flush(Duration budget) {}

                    @Override
                    public void close() {}
                })
                .build();
        try (LogLines log = new LogLines(Faults.class)) {
            assertThatCode(() -> failing.buildSpan("web").start().finish()).doesNotThrowAnyException();
        }

        assertThat(health.droppedTraces("tracer.failed")).isEqualTo(1);
        assertThat(Faults.shared().count("trace.complete") - before).isEqualTo(1);
    }

    @Test
    void a_tracer_owns_no_thread() {
        Set<String> before = liveThreads();
        Engine engine = new Engine();
        Span root = engine.root();
        engine.child(root).finish();
        root.finish();
        engine.tracer.flush(Duration.ZERO);

        assertThat(before).containsAll(liveThreads());
        engine.tracer.close();
        assertThat(before).containsAll(liveThreads());
    }

    private static Set<String> liveThreads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName() + " " + thread.getId()));
        return names;
    }
}
