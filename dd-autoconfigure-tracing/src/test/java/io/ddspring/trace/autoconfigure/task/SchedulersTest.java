/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;

class SchedulersTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class, DdTaskAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withBean("spring", ThreadPoolTaskScheduler.class)
            .withBean("jdk", ScheduledExecutorService.class, Executors::newSingleThreadScheduledExecutor);

    private final BlockingQueue<Context> seen = new LinkedBlockingQueue<>();

    @Test
    void a_task_that_runs_once_has_the_span_of_whoever_scheduled_it() {
        run((caller, spring, jdk) -> {
            spring.schedule(this::look, Instant.now());
            jdk.schedule(this::look, 1, TimeUnit.MILLISECONDS);
            jdk.schedule(() -> seen.add(Context.current()), 1, TimeUnit.MILLISECONDS);

            assertThat(seen(3)).extracting(Span::from).containsOnly(caller);
        });
    }

    @Test
    void a_task_that_repeats_belongs_to_nobody() {
        run((caller, spring, jdk) -> {
            List<ScheduledFuture<?>> futures = List.of(
                    spring.scheduleAtFixedRate(this::look, Duration.ofMillis(1)),
                    spring.scheduleWithFixedDelay(this::look, Duration.ofMillis(1)),
                    jdk.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.MILLISECONDS),
                    jdk.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.MILLISECONDS));

            assertThat(seen(40)).containsOnly(Context.root());
            futures.forEach(future -> future.cancel(true));
        });
    }

    @Test
    void a_task_with_a_trigger_belongs_to_nobody() {
        run((caller, spring, jdk) -> {
            ScheduledFuture<?> future = spring.schedule(this::look, new PeriodicTrigger(Duration.ofMillis(1)));

            assertThat(seen(5)).containsOnly(Context.root());
            future.cancel(true);
        });
    }

    @Test
    void cancelled_tasks_are_removed_where_the_application_wants_that() {
        ThreadPoolTaskScheduler removing = new ThreadPoolTaskScheduler();
        removing.setRemoveOnCancelPolicy(true);
        application
                .withBean("removing", ThreadPoolTaskScheduler.class, () -> removing)
                .run(context -> {
                    removing.schedule(() -> {}, Instant.now().plusSeconds(3600)).cancel(true);

                    assertThat(removing.getScheduledThreadPoolExecutor().getQueue())
                            .isEmpty();
                });
    }

    private void look() {
        seen.add(Context.current());
    }

    private List<Context> seen(int count) throws InterruptedException {
        List<Context> contexts = new ArrayList<>();
        while (contexts.size() < count) {
            Context context = seen.poll(5, TimeUnit.SECONDS);
            assertThat(context).isNotNull();
            contexts.add(context);
        }
        return contexts;
    }

    private void run(Scenario scenario) {
        application.run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            Span caller = tracer.startSpan("caller");
            try (var scope = tracer.activate(caller)) {
                scenario.play(
                        caller,
                        context.getBean(ThreadPoolTaskScheduler.class),
                        context.getBean("jdk", ScheduledExecutorService.class));
            } finally {
                caller.finish();
            }
        });
    }

    private interface Scenario {
        void play(Span caller, ThreadPoolTaskScheduler spring, ScheduledExecutorService jdk) throws Exception;
    }
}
