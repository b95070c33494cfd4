/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.InMemoryTraceWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ConcurrentSpansTest {
    private static final int THREADS = 8;
    private static final int SPANS_PER_THREAD = 1_000;

    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final AtomicInteger samplerCalls = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

    @AfterEach
    void stop_threads() {
        threads.shutdownNow();
    }

    @RepeatedTest(3)
    void every_child_is_sent_once_whatever_the_order_in_which_threads_finish_them() throws Exception {
        CoreTracer tracer = tracer(1_000);
        Span root = tracer.buildSpan("root").start();

        inParallel(thread -> {
            for (int i = 0; i < SPANS_PER_THREAD; i++) {
                tracer.buildSpan("child").asChildOf(root).start().finish();
            }
        });
        root.finish();

        assertEverySpanOnce(THREADS * SPANS_PER_THREAD + 1);
        assertThat(samplerCalls).hasValue(1);
    }

    @RepeatedTest(3)
    void every_child_is_sent_once_when_the_trace_becomes_complete_again_and_again() throws Exception {
        CoreTracer tracer = tracer(0);
        Span root = tracer.buildSpan("root").start();
        root.finish();

        inParallel(thread -> {
            for (int i = 0; i < SPANS_PER_THREAD; i++) {
                tracer.buildSpan("late").asChildOf(root).start().finish();
            }
        });
        tracer.flush(Duration.ZERO);

        assertEverySpanOnce(THREADS * SPANS_PER_THREAD + 1);
        assertThat(samplerCalls).hasValue(1);
    }

    @RepeatedTest(3)
    void every_span_is_sent_once_while_waiting_traces_are_completed_and_flushed() throws Exception {
        CoreTracer tracer = tracer(50);
        AtomicBoolean done = new AtomicBoolean();
        Future<?> flusher = threads.submit(() -> {
            while (!done.get()) {
                tracer.completeDueSegments();
                tracer.flush(Duration.ZERO);
            }
        });

        inParallel(thread -> {
            for (int i = 0; i < SPANS_PER_THREAD / 2; i++) {
                Span root = tracer.buildSpan("root").start();
                Span child = tracer.buildSpan("child").asChildOf(root).start();
                root.finish();
                child.finish();
            }
        });
        done.set(true);
        flusher.get();
        tracer.flush(Duration.ZERO);

        assertEverySpanOnce(THREADS * SPANS_PER_THREAD);
    }

    @Test
    void one_of_many_threads_ends_a_span() throws Exception {
        CoreTracer tracer = tracer(0);
        List<Span> roots = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            roots.add(tracer.buildSpan("root").start());
        }

        inParallel(thread -> {
            for (Span root : roots) {
                root.finish();
            }
        });

        assertEverySpanOnce(500);
    }

    @Test
    void tags_set_by_many_threads_are_all_there_while_others_read() throws Exception {
        CoreTracer tracer = tracer(0);
        Span root = tracer.buildSpan("root").start();
        SpanData data = root.data();
        AtomicBoolean done = new AtomicBoolean();
        Future<Integer> reader = threads.submit(() -> {
            int read = 0;
            while (!done.get()) {
                List<String> tags = new ArrayList<>();
                data.forEachTag((name, text) -> tags.add(name + text));
                data.forEachMetric((name, number) -> tags.add(name + number));
                read += tags.size() + data.links().size() + data.events().size();
            }
            return read;
        });

        inParallel(thread -> {
            for (int i = 0; i < 50; i++) {
                String name = thread + "." + i;
                root.setTag("text " + name, name).setTag("number " + name, i).setTag("moved", name);
                root.addEvent(name, Map.of()).setTag("moved", (String) null);
            }
        });
        done.set(true);
        assertThat(reader.get()).isPositive();
        root.finish();

        SpanData sent = writer.spans().get(0);
        for (int thread = 0; thread < THREADS; thread++) {
            for (int i = 0; i < 50; i++) {
                assertThat(sent.tag("text " + thread + "." + i)).isEqualTo(thread + "." + i);
                assertThat(sent.metric("number " + thread + "." + i, -1)).isEqualTo(i);
            }
        }
        assertThat(sent.events()).hasSize(THREADS * 50);
    }

    @Test
    void a_tag_that_the_thread_of_the_span_and_another_one_set_at_once_is_sent_once() throws Exception {
        CoreTracer tracer = tracer(0);
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p");
        for (int i = 0; i < 500; i++) {
            Span span = tracer.buildSpan("root").start();
            CyclicBarrier start = new CyclicBarrier(2);
            Future<?> other = threads.submit(() -> {
                start.await();
                names.forEach(name -> span.setTag(name, "text"));
                return null;
            });
            start.await();
            names.forEach(name -> span.setTag(name, "text"));
            other.get();
            span.finish();
        }

        for (SpanData sent : writer.spans()) {
            List<String> tags = new ArrayList<>();
            sent.forEachTag((name, text) -> tags.add(name));
            assertThat(tags).containsAll(names).doesNotHaveDuplicates();
        }
    }

    @Test
    void baggage_items_of_many_threads_are_all_there() throws Exception {
        Span root = tracer(0).buildSpan("root").start();

        inParallel(thread -> {
            for (int i = 0; i < 20; i++) {
                root.setBaggageItem(thread + "." + i, "value");
            }
        });

        assertThat(root.context().baggage()).hasSize(THREADS * 20);
    }

    private CoreTracer tracer(int partialFlushMinSpans) {
        return CoreTracer.builder()
                .writer(writer)
                .partialFlushMinSpans(partialFlushMinSpans)
                .sampler(root -> {
                    samplerCalls.incrementAndGet();
                    return SamplingDecision.KEEP_BY_DEFAULT;
                })
                .build();
    }

    private void assertEverySpanOnce(int expected) {
        assertThat(writer.spans())
                .extracting(SpanData::spanId)
                .hasSize(expected)
                .doesNotHaveDuplicates();
    }

    private void inParallel(Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            tasks.add(() -> {
                start.await();
                work.runOn(thread);
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }

    @FunctionalInterface
    private interface Work {
        void runOn(int thread);
    }
}
