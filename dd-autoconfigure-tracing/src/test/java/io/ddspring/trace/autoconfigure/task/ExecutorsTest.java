/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.context.Context;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

class ExecutorsTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdTaskAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withBean(InstrumentationReport.class);

    static Stream<Row> executors() {
        return Stream.of(
                row("Spring Boot's own", "task-", runner -> runner),
                row(
                        "a thread pool",
                        "pool-",
                        runner -> runner.withBean(
                                "executor",
                                ThreadPoolTaskExecutor.class,
                                () -> named(new ThreadPoolTaskExecutor(), "pool-"))),
                row(
                        "a thread pool declared as an executor",
                        "pool-",
                        runner -> runner.withBean(
                                "executor", Executor.class, () -> named(new ThreadPoolTaskExecutor(), "pool-"))),
                row(
                        "a thread for each task",
                        "simple-",
                        runner -> runner.withBean(
                                "executor",
                                SimpleAsyncTaskExecutor.class,
                                () -> new SimpleAsyncTaskExecutor("simple-"))),
                row(
                        "an adapted JDK executor",
                        "",
                        runner -> runner.withBean(
                                "executor",
                                ConcurrentTaskExecutor.class,
                                () -> new ConcurrentTaskExecutor(
                                        java.util.concurrent.Executors.newSingleThreadExecutor()))),
                row(
                        "a scheduler",
                        "sched-",
                        runner -> runner.withBean("executor", ThreadPoolTaskScheduler.class, ExecutorsTest::scheduler)),
                row(
                        "a JDK executor service",
                        "",
                        runner -> runner.withBean(
                                "executor",
                                ExecutorService.class,
                                java.util.concurrent.Executors::newSingleThreadExecutor)),
                row(
                        "a JDK executor service declared as an executor",
                        "",
                        runner -> runner.withBean(
                                "executor", Executor.class, java.util.concurrent.Executors::newSingleThreadExecutor)),
                row(
                        "a JDK scheduler",
                        "",
                        runner -> runner.withBean(
                                "executor",
                                java.util.concurrent.ScheduledExecutorService.class,
                                java.util.concurrent.Executors::newSingleThreadScheduledExecutor)),
                row(
                        "an executor of the application",
                        "own",
                        runner -> runner.withBean(
                                "executor", Executor.class, () -> task -> new Thread(task, "own").start())),
                row(
                        "a task executor of the application",
                        "own",
                        runner -> runner.withBean(
                                "executor", TaskExecutor.class, () -> task -> new Thread(task, "own").start())));
    }

    @ParameterizedTest
    @MethodSource("executors")
    void a_task_has_the_span_of_whoever_submitted_it(Row row) {
        run(row, (tracer, executor) -> {
            Span caller = tracer.startSpan("caller");
            CompletableFuture<Span> inside = new CompletableFuture<>();
            try (var scope = tracer.activate(caller)) {
                executor.execute(() -> inside.complete(tracer.activeSpan()));
            }
            caller.finish();

            assertThat(inside.get(5, TimeUnit.SECONDS)).isSameAs(caller);
        });
    }

    @ParameterizedTest
    @MethodSource("executors")
    void the_thread_has_no_span_afterwards(Row row) {
        run(row, (tracer, executor) -> {
            CountDownLatch first = new CountDownLatch(1);
            Span caller = tracer.startSpan("caller");
            try (var scope = tracer.activate(caller)) {
                executor.execute(first::countDown);
            }
            caller.finish();
            first.await();

            CompletableFuture<Context> after = new CompletableFuture<>();
            executor.execute(() -> after.complete(Context.current()));

            assertThat(after.get(5, TimeUnit.SECONDS)).isSameAs(Context.root());
        });
    }

    @ParameterizedTest
    @MethodSource("executors")
    void the_task_runs_on_a_thread_of_the_executor(Row row) {
        run(row, (tracer, executor) -> {
            CompletableFuture<String> thread = new CompletableFuture<>();
            tracer.trace("caller", (Runnable) () -> executor.execute(
                    () -> thread.complete(Thread.currentThread().getName())));

            assertThat(thread.get(5, TimeUnit.SECONDS))
                    .startsWith(row.threadNamePrefix())
                    .isNotEqualTo(Thread.currentThread().getName());
        });
    }

    @ParameterizedTest
    @MethodSource("executors")
    void results_and_failures_are_those_of_the_task(Row row) {
        run(row, (tracer, executor) -> {
            Span caller = tracer.startSpan("caller");
            try (var scope = tracer.activate(caller)) {
                assertThat(submit(executor, () -> "result").get(5, TimeUnit.SECONDS))
                        .isEqualTo("result");
                Exception failure = new Exception("as expected");
                assertThatThrownBy(() -> submit(executor, () -> {
                                    throw failure;
                                })
                                .get(5, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCause(failure);
            } finally {
                caller.finish();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("executors")
    void traces_of_many_callers_do_not_mix(Row row) {
        run(row, (tracer, executor) -> {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Span caller = tracer.startSpan("caller");
                try (var scope = tracer.activate(caller)) {
                    answers.add(submit(executor, () -> tracer.activeSpan() == caller));
                }
                caller.finish();
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get(5, TimeUnit.SECONDS)).isTrue();
            }
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtual_threads_of_spring_boot_have_the_span() {
        application
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> assertThatSpanIsCarried(context, context.getBean(AsyncTaskExecutor.class)));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void an_executor_of_virtual_threads_has_the_span() {
        application
                .withBean("executor", AsyncTaskExecutor.class, () -> new VirtualThreadTaskExecutor("virtual-"))
                .run(context -> assertThatSpanIsCarried(context, context.getBean(AsyncTaskExecutor.class)));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void a_jdk_executor_of_virtual_threads_has_the_span_and_closes() throws Exception {
        ExecutorService virtual = (ExecutorService) java.util.concurrent.Executors.class
                .getMethod("newVirtualThreadPerTaskExecutor")
                .invoke(null);
        application.withBean("executor", ExecutorService.class, () -> virtual).run(context -> {
            ExecutorService executor = context.getBean(ExecutorService.class);
            assertThatSpanIsCarried(context, executor);

            ((AutoCloseable) executor).close();
            assertThat(virtual.isTerminated()).isTrue();
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

    private void run(Row row, Scenario scenario) {
        ContextConsumer<AssertableApplicationContext> play =
                context -> scenario.play(context.getBean(Tracer.class), context.getBean(Executor.class));
        row.beans().apply(application).run(play);
    }

    private static ThreadPoolTaskExecutor named(ThreadPoolTaskExecutor executor, String prefix) {
        executor.setThreadNamePrefix(prefix);
        return executor;
    }

    private static ThreadPoolTaskScheduler scheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("sched-");
        return scheduler;
    }

    private static Row row(
            String name, String threadNamePrefix, Function<ApplicationContextRunner, ApplicationContextRunner> beans) {
        return new Row(name, threadNamePrefix, beans);
    }

    private record Row(
            String name, String threadNamePrefix, Function<ApplicationContextRunner, ApplicationContextRunner> beans) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Scenario {
        void play(Tracer tracer, Executor executor) throws Exception;
    }
}
