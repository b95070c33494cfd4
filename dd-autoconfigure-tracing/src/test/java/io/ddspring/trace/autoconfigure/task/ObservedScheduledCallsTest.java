/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

class ObservedScheduledCallsTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdTaskAutoConfiguration.class,
                    TaskSchedulingAutoConfiguration.class,
                    ScheduledTasksObservabilityAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withUserConfiguration(SchedulingConfiguration.class);

    @Test
    void a_reactive_method_is_timed_until_its_publisher_ends_where_the_application_observes_tasks() {
        observed().withBean(ReactiveJob.class).run(context -> {
            InMemoryTraceWriter spans = context.getBean(InMemoryTraceWriter.class);

            SpanData span = spans.awaitSpans(1).get(0);
            assertThat(span.resourceName()).isEqualTo("ReactiveJob.tick");
            assertThat(span.durationNanos()).isGreaterThanOrEqualTo(ReactiveJob.LENGTH.toNanos() / 2);
            assertThat(span.isError()).isTrue();
            assertThat(span.tag(Tags.ERROR_MESSAGE)).isEqualTo("as expected");
        });
    }

    @Test
    void work_of_a_reactive_method_is_below_its_span_when_reactor_carries_the_observation() {
        Hooks.enableAutomaticContextPropagation();
        try {
            observed().withBean(WorkingReactiveJob.class).run(context -> {
                List<SpanData> trace =
                        context.getBean(InMemoryTraceWriter.class).awaitSpans(2);

                assertThat(trace).extracting(SpanData::operationName).containsExactly("scheduled.call", "work");
                assertThat(trace.get(1).parentId()).isEqualTo(trace.get(0).spanId());
            });
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
    }

    @Test
    void a_method_is_traced_once_where_the_application_observes_tasks() {
        observed().withBean(WorkingJob.class).run(context -> {
            List<SpanData> trace = context.getBean(InMemoryTraceWriter.class).awaitSpans(2);

            assertThat(trace).extracting(SpanData::operationName).startsWith("scheduled.call", "work");
        });
    }

    @Test
    void a_registry_that_nobody_listens_to_stays_without_work() {
        application
                .withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withBean(WorkingJob.class)
                .run(context -> assertThat(
                                context.getBean(ObservationRegistry.class).isNoop())
                        .isTrue());
    }

    private ApplicationContextRunner observed() {
        return application.withBean(ObservationRegistry.class, ObservedScheduledCallsTest::registryInUse);
    }

    private static ObservationRegistry registryInUse() {
        ObservationRegistry registry = ObservationRegistry.create();
        ObservationHandler<Observation.Context> handler = context -> true;
        registry.observationConfig().observationHandler(handler);
        return registry;
    }

    @EnableScheduling
    @Configuration(proxyBeanMethods = false)
    static class SchedulingConfiguration {}

    static class WorkingJob {
        @Autowired
        Tracer tracer;

        @Scheduled(fixedDelay = 10)
        void work() {
            tracer.startSpan("work").finish();
        }
    }

    static class ReactiveJob {
        static final Duration LENGTH = Duration.ofMillis(200);

        @Scheduled(fixedRate = 3_600_000)
        Mono<Void> tick() {
            return Mono.delay(LENGTH).then(Mono.error(new IllegalStateException("as expected")));
        }
    }

    static class WorkingReactiveJob {
        @Autowired
        Tracer tracer;

        @Scheduled(fixedRate = 3_600_000)
        Mono<Void> tick() {
            return Mono.delay(Duration.ofMillis(1))
                    .doOnNext(tick -> tracer.startSpan("work").finish())
                    .then();
        }
    }
}
