/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.Context;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

class ApplicationExecutorsTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdTaskAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withBean(InstrumentationReport.class);

    @Test
    void the_only_decorator_of_the_application_is_kept() {
        List<String> decorated = new ArrayList<>();
        application
                .withBean("mine", TaskDecorator.class, () -> task -> {
                    decorated.add("mine");
                    return task;
                })
                .run(context -> {
                    assertThatSpanIsCarried(context, context.getBean(AsyncTaskExecutor.class));
                    assertThat(decorated).containsExactly("mine");
                });
    }

    @Test
    void a_decorator_declared_by_its_class_is_kept_and_can_be_injected_by_it() {
        application.withBean(CountingDecorator.class).run(context -> {
            assertThatSpanIsCarried(context, context.getBean(AsyncTaskExecutor.class));
            assertThat(context.getBean(CountingDecorator.class).count).isEqualTo(1);
        });
    }

    @Test
    void the_decorator_of_an_executor_made_by_hand_is_kept_and_sees_the_context() {
        List<Span> seen = new ArrayList<>();
        ThreadPoolTaskExecutor executor = named(new ThreadPoolTaskExecutor(), "pool-");
        executor.setTaskDecorator(task -> () -> {
            seen.add(Span.from(Context.current()));
            task.run();
        });
        application
                .withBean("executor", ThreadPoolTaskExecutor.class, () -> executor)
                .run(context -> {
                    assertThatSpanIsCarried(context, executor);
                    assertThat(seen).hasSize(1).doesNotContainNull();
                });
    }

    @Test
    void a_decorator_of_another_type_too_is_found_by_it() {
        application.withBean("mine", TaskDecorator.class, AuditedDecorator::new).run(context -> {
            assertThatSpanIsCarried(context, context.getBean(AsyncTaskExecutor.class));
            assertThat(context.getBean(Audited.class)).isSameAs(context.getBean("mine"));
        });
    }

    @Test
    void a_replaced_executor_has_no_type_that_it_did_not_have() {
        application
                .withBean("executor", Executor.class, () -> Runnable::run)
                .withBean("other", ThreadPoolTaskExecutor.class)
                .run(context -> assertThat(context).getBean(TaskExecutor.class).isNotNull());
    }

    @Test
    void an_executor_declared_by_its_class_stays_the_same_object() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>());
        application.withBean("executor", ThreadPoolExecutor.class, () -> pool).run(context -> {
            assertThat(context.getBean("executor")).isSameAs(pool);
            assertThat(reason(context)).contains("not declared as an interface");
        });
    }

    @Test
    void an_executor_whose_queue_orders_the_tasks_stays_the_same_object() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<Runnable>());
        application.withBean("executor", ExecutorService.class, () -> pool).run(context -> {
            assertThat(context.getBean("executor")).isSameAs(pool);
            assertThat(reason(context)).contains("queue");
        });
    }

    @Test
    void an_executor_with_futures_of_its_own_stays_the_same_object() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            protected <T> java.util.concurrent.RunnableFuture<T> newTaskFor(Callable<T> task) {
                return new FutureTask<>(task);
            }
        };
        application
                .withBean("executor", ExecutorService.class, () -> pool)
                .run(context -> assertThat(context.getBean("executor")).isSameAs(pool));
    }

    @Test
    void a_thread_pool_with_a_queue_of_its_own_gets_the_tasks_as_they_are() {
        PriorityPool pool = new PriorityPool();
        application.withBean("executor", PriorityPool.class, () -> pool).run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch ran = new CountDownLatch(2);

            tracer.trace("caller", () -> {
                pool.execute(() -> await(busy));
                pool.execute(new Ranked(2, ran));
                pool.execute(new Ranked(1, ran));
            });
            busy.countDown();

            assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(reason(context)).contains("queue");
        });
    }

    @Test
    void tasks_that_were_never_started_are_given_back_as_they_were() {
        application
                .withBean("executor", ExecutorService.class, java.util.concurrent.Executors::newSingleThreadExecutor)
                .run(context -> {
                    ExecutorService executor = context.getBean(ExecutorService.class);
                    CountDownLatch busy = new CountDownLatch(1);
                    Runnable waiting = () -> {};
                    context.getBean(Tracer.class).trace("caller", () -> {
                        executor.execute(() -> await(busy));
                        executor.execute(waiting);
                    });

                    assertThat(executor.shutdownNow()).containsExactly(waiting);
                });
    }

    @Test
    void all_ways_to_submit_to_a_jdk_executor_carry_the_span() {
        application
                .withBean("executor", ExecutorService.class, java.util.concurrent.Executors::newSingleThreadExecutor)
                .run(context -> {
                    ExecutorService executor = context.getBean(ExecutorService.class);
                    Tracer tracer = context.getBean(Tracer.class);
                    Callable<Span> ask = tracer::activeSpan;
                    List<Span> seen = new ArrayList<>();
                    Span caller = tracer.startSpan("caller");
                    try (var scope = tracer.activate(caller)) {
                        seen.add(executor.submit(ask).get());
                        executor.submit(() -> seen.add(tracer.activeSpan())).get();
                        executor.submit((Runnable) () -> seen.add(tracer.activeSpan()), "x")
                                .get();
                        seen.add(executor.invokeAll(List.of(ask)).get(0).get());
                        seen.add(executor.invokeAll(List.of(ask), 5, TimeUnit.SECONDS)
                                .get(0)
                                .get());
                        seen.add(executor.invokeAny(List.of(ask)));
                        seen.add(executor.invokeAny(List.of(ask), 5, TimeUnit.SECONDS));
                    }
                    caller.finish();

                    assertThat(seen).hasSize(7).containsOnly(caller);
                });
    }

    private static void assertThatSpanIsCarried(AssertableApplicationContext context, Executor executor)
            throws Exception {
        Tracer tracer = context.getBean(Tracer.class);
        Span caller = tracer.startSpan("caller");
        try (var scope = tracer.activate(caller)) {
            assertThat(submit(executor, tracer::activeSpan).get(5, TimeUnit.SECONDS))
                    .isSameAs(caller);
        } finally {
            caller.finish();
        }
    }

    private static <T> Future<T> submit(Executor executor, Callable<T> task) {
        if (executor instanceof ExecutorService service) {
            return service.submit(task);
        }
        if (executor instanceof AsyncTaskExecutor async) {
            return async.submit(task);
        }
        FutureTask<T> future = new FutureTask<>(task);
        executor.execute(future);
        return future;
    }

    private static ThreadPoolTaskExecutor named(ThreadPoolTaskExecutor executor, String prefix) {
        executor.setThreadNamePrefix(prefix);
        return executor;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(AssertableApplicationContext context) {
        InstrumentationReport.Entry entry =
                context.getBean(InstrumentationReport.class).entries().get("executor executor");
        assertThat(entry.active()).isFalse();
        return entry.detail();
    }

    static class CountingDecorator implements TaskDecorator {
        volatile int count;

        @Override
        public Runnable decorate(Runnable task) {
            count++;
            return task;
        }
    }

    interface Audited {}

    static class AuditedDecorator extends CountingDecorator implements Audited {}

    static class PriorityPool extends ThreadPoolTaskExecutor {
        private static final long serialVersionUID = 1L;

        PriorityPool() {
            setCorePoolSize(1);
        }

        @Override
        protected BlockingQueue<Runnable> createQueue(int queueCapacity) {
            return new PriorityBlockingQueue<>();
        }
    }

    private record Ranked(int rank, CountDownLatch ran) implements Runnable, Comparable<Ranked> {
        @Override
        public void run() {
            ran.countDown();
        }

        @Override
        public int compareTo(Ranked other) {
            return Integer.compare(rank, other.rank);
        }
    }
}
