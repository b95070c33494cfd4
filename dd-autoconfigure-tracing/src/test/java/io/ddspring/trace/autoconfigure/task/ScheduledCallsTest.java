/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.PeriodicTrigger;

class ScheduledCallsTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdTaskAutoConfiguration.class,
                    TaskSchedulingAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withUserConfiguration(SchedulingConfiguration.class);

    @Test
    void each_run_of_a_method_is_a_trace_whatever_its_schedule() {
        application.withBean(Jobs.class).run(context -> {
            InMemoryTraceWriter spans = context.getBean(InMemoryTraceWriter.class);

            awaitResources(spans, "Jobs.atFixedRate", "Jobs.withFixedDelay", "Jobs.byCron", "Jobs.once");
            SpanData span = first(spans, "Jobs.atFixedRate");
            assertThat(span.operationName()).isEqualTo("scheduled.call");
            assertThat(span.parentId()).isZero();
            assertThat(span.tag(Tags.COMPONENT)).isEqualTo("spring-scheduling");
            assertThat(span.spanType()).isNull();
            assertThat(span.tag(Tags.SPAN_KIND)).isNull();
            assertThat(spans.spans())
                    .extracting(SpanData::traceIdLow)
                    .as("one trace for each run")
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void work_inside_a_run_is_below_its_span() {
        application.withBean(WorkingJob.class).run(context -> {
            List<SpanData> trace = context.getBean(InMemoryTraceWriter.class).awaitSpans(2);

            assertThat(trace.get(0).operationName()).isEqualTo("scheduled.call");
            assertThat(trace.get(1).operationName()).isEqualTo("work");
            assertThat(trace.get(1).parentId()).isEqualTo(trace.get(0).spanId());
        });
    }

    @Test
    void a_failure_is_recorded_and_the_task_goes_on() {
        application.withBean(FailingJob.class).run(context -> {
            List<SpanData> spans = context.getBean(InMemoryTraceWriter.class).awaitSpans(2);

            assertThat(spans).allMatch(SpanData::isError);
            assertThat(spans.get(0).tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        });
    }

    @Test
    void tasks_of_a_configurer_are_traced() {
        application
                .withUserConfiguration(ProgrammaticTasks.class)
                .run(context -> awaitResources(
                        context.getBean(InMemoryTraceWriter.class), "ProgrammaticTasks.lambda", "Cleanup.run"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void runs_on_virtual_threads_are_traced() {
        application
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .withBean(Jobs.class)
                .run(context ->
                        awaitResources(context.getBean(InMemoryTraceWriter.class), "Jobs.atFixedRate", "Jobs.byCron"));
    }

    @Test
    void no_observation_registry_is_made() {
        application.withBean(Jobs.class).run(context -> assertThat(context).doesNotHaveBean(ObservationRegistry.class));
    }

    @Test
    void tasks_are_listed_as_without_us() {
        application.withBean(Jobs.class).run(context -> assertThat(
                        context.getBean(ScheduledAnnotationBeanPostProcessor.class)
                                .getScheduledTasks())
                .extracting(task -> task.toString())
                .contains(Jobs.class.getName() + ".atFixedRate", Jobs.class.getName() + ".byCron"));
    }

    private static void awaitResources(InMemoryTraceWriter spans, String... names) {
        Set<String> missing = ConcurrentHashMap.newKeySet();
        missing.addAll(List.of(names));
        for (int count = 1; !missing.isEmpty() && count < 2_000; count++) {
            spans.awaitSpans(count).forEach(span -> missing.remove(span.resourceName()));
        }
        assertThat(missing).isEmpty();
    }

    private static SpanData first(InMemoryTraceWriter spans, String resourceName) {
        return spans.spans().stream()
                .filter(span -> span.resourceName().equals(resourceName))
                .findFirst()
                .orElseThrow();
    }

    @EnableScheduling
    @Configuration(proxyBeanMethods = false)
    static class SchedulingConfiguration {}

    static class Jobs {
        @Scheduled(fixedRate = 10)
        void atFixedRate() {}

        @Scheduled(fixedDelay = 10)
        void withFixedDelay() {}

        @Scheduled(cron = "* * * * * *")
        void byCron() {}

        @Scheduled(initialDelay = 1)
        void once() {}
    }

    static class WorkingJob {
        @Autowired
        Tracer tracer;

        @Scheduled(fixedDelay = 10)
        void work() {
            tracer.startSpan("work").finish();
        }
    }

    static class FailingJob {
        @Scheduled(fixedDelay = 10)
        void fail() {
            throw new IllegalStateException("as expected");
        }
    }

    static class Cleanup implements Runnable {
        @Override
        public void run() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class ProgrammaticTasks implements SchedulingConfigurer {
        @Override
        public void configureTasks(ScheduledTaskRegistrar registrar) {
            registrar.addFixedRateTask(() -> {}, Duration.ofMillis(10));
            registrar.addTriggerTask(new Cleanup(), new PeriodicTrigger(Duration.ofMillis(10)));
        }
    }
}
