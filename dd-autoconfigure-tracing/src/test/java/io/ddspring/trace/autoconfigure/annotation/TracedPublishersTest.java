/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Traced;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class TracedPublishersTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class, DdTracedAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withBean(Work.class);

    @Test
    void a_call_without_a_subscriber_is_no_span() {
        run((work, spans, tracer) -> {
            work.mono(Mono.just("x"));

            assertThat(spans.spans()).isEmpty();
        });
    }

    @Test
    void each_subscription_is_a_span_until_it_ends() {
        run((work, spans, tracer) -> {
            Sinks.One<String> answer = Sinks.one();
            Mono<String> mono = work.mono(answer.asMono());
            List<String> received = new ArrayList<>();

            mono.subscribe(received::add);
            mono.subscribe(received::add);
            assertThat(spans.spans()).isEmpty();
            answer.tryEmitValue("x");

            assertThat(received).containsExactly("x", "x");
            assertThat(spans.spans()).extracting(SpanData::resourceName).containsExactly("Work.mono", "Work.mono");
        });
    }

    @Test
    void the_span_is_active_upstream_and_that_of_the_caller_downstream() {
        run((work, spans, tracer) -> {
            AtomicReference<@Nullable Span> upstream = new AtomicReference<>();
            AtomicReference<@Nullable Span> downstream = new AtomicReference<>();
            Span caller = tracer.startSpan("caller");
            try (var scope = tracer.activate(caller)) {
                work.flux(Flux.range(1, 3).doOnNext(i -> upstream.set(active())))
                        .doOnNext(i -> downstream.set(active()))
                        .blockLast();
            }
            caller.finish();

            List<SpanData> recorded = spans.spans();
            assertThat(recorded).extracting(SpanData::operationName).containsExactly("caller", "trace.annotation");
            assertThat(recorded.get(1).parentId()).isEqualTo(caller.context().spanId());
            assertThat(upstream.get().context().spanId())
                    .isEqualTo(recorded.get(1).spanId());
            assertThat(downstream.get()).isSameAs(caller);
            assertThat(active()).isNull();
        });
    }

    @Test
    void a_subscriber_on_another_thread_continues_the_trace_of_the_call() {
        run((work, spans, tracer) -> {
            Span caller = tracer.startSpan("caller");
            Mono<String> mono;
            try (var scope = tracer.activate(caller)) {
                mono = work.mono(Mono.just("x"));
            }
            mono.subscribeOn(Schedulers.single()).block();
            caller.finish();

            assertThat(spans.spans().get(1).parentId())
                    .isEqualTo(caller.context().spanId());
        });
    }

    @Test
    void the_span_is_in_the_reactor_context_and_wins_over_the_thread() {
        run((work, spans, tracer) -> {
            Mono<String> inner = work.mono(Mono.just("x")).subscribeOn(Schedulers.single());

            work.flux(Flux.just(1).publishOn(Schedulers.parallel()).concatMap(i -> inner))
                    .blockLast();

            List<SpanData> recorded = spans.awaitSpans(2);
            SpanData outer = recorded.stream()
                    .filter(span -> span.resourceName().equals("Work.flux"))
                    .findFirst()
                    .orElseThrow();
            assertThat(recorded)
                    .filteredOn(span -> span.resourceName().equals("Work.mono"))
                    .extracting(SpanData::parentId)
                    .containsExactly(outer.spanId());
        });
    }

    @Test
    void a_failure_is_recorded_and_passed_on_as_it_is() {
        run((work, spans, tracer) -> {
            IllegalStateException failure = new IllegalStateException("no stock");

            assertThatThrownBy(() -> work.mono(Mono.error(failure)).block()).isSameAs(failure);

            SpanData span = spans.spans().get(0);
            assertThat(span.isError()).isTrue();
            assertThat(span.tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        });
    }

    @Test
    void a_failure_while_the_publisher_is_made_is_a_failed_span() {
        run((work, spans, tracer) -> {
            IllegalStateException failure = new IllegalStateException("not even made");

            assertThatThrownBy(() -> work.failing(failure)).isSameAs(failure);

            assertThat(spans.spans().get(0).isError()).isTrue();
        });
    }

    @Test
    void a_cancelled_subscription_ends_the_span_without_an_error() {
        run((work, spans, tracer) -> {
            List<String> events = new ArrayList<>();
            Disposable subscription = work.mono(Mono.<String>never().doOnCancel(() -> events.add("cancelled")))
                    .subscribe();

            subscription.dispose();

            assertThat(events).containsExactly("cancelled");
            SpanData span = spans.spans().get(0);
            assertThat(span.isError()).isFalse();
            assertThat(span.tag("cancelled")).isEqualTo("true");
        });
    }

    @Test
    void demand_is_passed_on_as_it_is() {
        run((work, spans, tracer) -> {
            List<Long> demands = new ArrayList<>();

            work.flux(Flux.range(1, 10).doOnRequest(demands::add)).limitRate(4).blockLast();

            assertThat(demands.get(0)).isEqualTo(4L);
        });
    }

    @Test
    void a_publisher_may_be_of_any_kind() {
        run((work, spans, tracer) -> {
            assertThat(Flux.from(work.publisher(Flux.just("x"))).blockLast()).isEqualTo("x");
            assertThat(work.single(Single.just("y")).blockingGet()).isEqualTo("y");
            assertThat(JdkFlowAdapter.flowPublisherToFlux(
                                    work.flow(JdkFlowAdapter.publisherToFlowPublisher(Flux.just("z"))))
                            .blockLast())
                    .isEqualTo("z");

            assertThat(spans.spans())
                    .extracting(SpanData::resourceName)
                    .containsExactly("Work.publisher", "Work.single", "Work.flow");
        });
    }

    @Test
    void a_special_publisher_keeps_its_type_and_the_span_ends_when_the_method_returns() {
        run((work, spans, tracer) -> {
            ConnectableFlux<String> hot = Flux.just("x").publish();

            assertThat(work.connectable(hot)).isSameAs(hot);
            assertThat(spans.spans()).hasSize(1);
        });
    }

    private static @Nullable Span active() {
        return Span.from(Context.current());
    }

    private void run(Scenario scenario) {
        application.run(context -> scenario.play(
                context.getBean(Work.class),
                context.getBean(InMemoryTraceWriter.class),
                context.getBean(Tracer.class)));
    }

    private interface Scenario {
        void play(Work work, InMemoryTraceWriter spans, Tracer tracer);
    }

    static class Work {
        @Traced
        public Mono<String> mono(Mono<String> source) {
            return source;
        }

        @Traced
        public <T> Flux<T> flux(Flux<T> source) {
            return source;
        }

        @Traced
        public Publisher<String> publisher(Publisher<String> source) {
            return source;
        }

        @Traced
        public Single<String> single(Single<String> source) {
            return source;
        }

        @Traced
        public Flow.Publisher<String> flow(Flow.Publisher<String> source) {
            return source;
        }

        @Traced
        public ConnectableFlux<String> connectable(ConnectableFlux<String> source) {
            return source;
        }

        @Traced
        public Mono<String> failing(RuntimeException failure) {
            throw failure;
        }
    }
}
