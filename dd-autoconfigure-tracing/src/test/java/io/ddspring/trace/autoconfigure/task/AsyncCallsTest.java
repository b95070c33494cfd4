/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Traced;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.annotation.DdTracedAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;

class AsyncCallsTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdTracedAutoConfiguration.class,
                    DdTaskAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withUserConfiguration(AsyncConfiguration.class);

    @Test
    void a_call_is_a_span_of_the_caller_on_the_thread_that_does_the_work() {
        run((work, spans, tracer) -> {
            Span caller = tracer.startSpan("caller");
            CompletableFuture<Span> inside;
            try (var scope = tracer.activate(caller)) {
                inside = work.count();
            }
            Span active = inside.get(5, TimeUnit.SECONDS);
            caller.finish();

            SpanData span = named("Work.count", spans, tracer);
            assertThat(span.resourceName()).isEqualTo("Work.count");
            assertThat(span.tag(Tags.COMPONENT)).isEqualTo("spring-scheduling");
            assertThat(span.spanType()).isNull();
            assertThat(span.tag(Tags.SPAN_KIND)).isNull();
            assertThat(span.metric(Tags.MEASURED, -1)).isEqualTo(-1);
            assertThat(span.parentId()).isEqualTo(caller.context().spanId());
            assertThat(span.tag(Tags.THREAD_NAME)).startsWith("task-");
            assertThat(active.context().spanId()).isEqualTo(span.spanId());
        });
    }

    @Test
    void a_call_that_nobody_traces_is_a_trace_of_its_own() {
        run((work, spans, tracer) -> {
            work.count().get(5, TimeUnit.SECONDS);

            assertThat(named("Work.count", spans, tracer).parentId()).isZero();
        });
    }

    @Test
    void the_failure_of_a_future_is_recorded_and_given_to_the_caller() {
        run((work, spans, tracer) -> {
            IllegalStateException failure = new IllegalStateException("as expected");

            assertThatThrownBy(() -> work.failing(failure).get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(failure);

            SpanData span = named("Work.failing", spans, tracer);
            assertThat(span.isError()).isTrue();
            assertThat(span.tag(Tags.ERROR_MESSAGE)).isEqualTo("as expected");
        });
    }

    @Test
    void the_failure_of_a_method_without_result_is_recorded_and_handled_by_the_application() {
        application.withUserConfiguration(HandlerConfiguration.class).run(context -> {
            IllegalStateException failure = new IllegalStateException("as expected");
            context.getBean(Work.class).failingSilently(failure);

            Handler handler = context.getBean(Handler.class);
            assertThat(handler.handled.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(handler.failure).isSameAs(failure);
            assertThat(named(
                                    "Work.failingSilently",
                                    context.getBean(InMemoryTraceWriter.class),
                                    context.getBean(Tracer.class))
                            .isError())
                    .isTrue();
        });
    }

    @Test
    void an_executor_that_carries_nothing_does_not_lose_the_caller() {
        application.withPropertyValues("dd.trace.java-concurrent.enabled=false").run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            Span caller = tracer.startSpan("caller");
            try (var scope = tracer.activate(caller)) {
                context.getBean(Work.class).count().get(5, TimeUnit.SECONDS);
            }
            caller.finish();

            assertThat(named("Work.count", context.getBean(InMemoryTraceWriter.class), tracer)
                            .parentId())
                    .isEqualTo(caller.context().spanId());
        });
    }

    @Test
    void a_method_that_is_traced_too_is_timed_inside() {
        run((work, spans, tracer) -> {
            work.traced().get(5, TimeUnit.SECONDS);

            SpanData outer = named("Work.traced", spans, tracer);
            SpanData inner = named("trace.annotation", spans, tracer);
            assertThat(inner.parentId()).isEqualTo(outer.spanId());
            assertThat(inner.tag(Tags.THREAD_NAME)).startsWith("task-");
        });
    }

    @Test
    void a_bean_is_proxied_as_spring_does_it() {
        application.withBean(InterfaceWork.class).run(context -> {
            assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Job.class))).isTrue();
            context.getBean(Job.class).perform().get(5, TimeUnit.SECONDS);

            assertThat(named(
                                    "InterfaceWork.perform",
                                    context.getBean(InMemoryTraceWriter.class),
                                    context.getBean(Tracer.class))
                            .resourceName())
                    .isEqualTo("InterfaceWork.perform");
        });
    }

    @Test
    void switched_off_calls_are_no_spans_but_the_context_is_carried() {
        application.withPropertyValues("dd.trace.spring-async.enabled=false").run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            Span caller = tracer.startSpan("caller");
            try (var scope = tracer.activate(caller)) {
                assertThat(context.getBean(Work.class).count().get(5, TimeUnit.SECONDS))
                        .isSameAs(caller);
            }
            caller.finish();

            assertThat(context.getBean(InMemoryTraceWriter.class).spans()).hasSize(1);
        });
    }

    private static SpanData named(String operationName, InMemoryTraceWriter spans, Tracer tracer) {
        spans.awaitSpans(1);
        List<SpanData> found = spans.spans().stream()
                .filter(span -> span.operationName().equals(operationName))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void run(Scenario scenario) {
        application.run(context -> scenario.play(
                context.getBean(Work.class),
                context.getBean(InMemoryTraceWriter.class),
                context.getBean(Tracer.class)));
    }

    private interface Scenario {
        void play(Work work, InMemoryTraceWriter spans, Tracer tracer) throws Exception;
    }

    @EnableAsync
    @Configuration(proxyBeanMethods = false)
    static class AsyncConfiguration {
        @Bean
        Work work(Tracer tracer) {
            return new Work(tracer);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HandlerConfiguration {
        @Bean
        Handler handler() {
            return new Handler();
        }

        @Bean
        AsyncConfigurer asyncConfigurer(Handler handler) {
            return new AsyncConfigurer() {
                @Override
                public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
                    return handler;
                }
            };
        }
    }

    static class Handler implements AsyncUncaughtExceptionHandler {
        final CountDownLatch handled = new CountDownLatch(1);
        volatile @Nullable Throwable failure;

        @Override
        public void handleUncaughtException(Throwable thrown, Method method, Object... arguments) {
            failure = thrown;
            handled.countDown();
        }
    }

    static class Work {
        private final Tracer tracer;

        Work(Tracer tracer) {
            this.tracer = tracer;
        }

        @Async
        public CompletableFuture<Span> count() {
            return CompletableFuture.completedFuture(tracer.activeSpan());
        }

        @Async
        public CompletableFuture<String> failing(RuntimeException failure) {
            throw failure;
        }

        @Async
        public void failingSilently(RuntimeException failure) {
            throw failure;
        }

        @Async
        @Traced
        public CompletableFuture<String> traced() {
            return CompletableFuture.completedFuture("x");
        }
    }

    interface Job {
        CompletableFuture<String> perform();
    }

    static class InterfaceWork implements Job {
        @Override
        @Async
        public CompletableFuture<String> perform() {
            return CompletableFuture.completedFuture("x");
        }
    }
}
