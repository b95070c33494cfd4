/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.propagation.Propagator;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.logging.DdLogCorrelationAutoConfiguration;
import io.ddspring.trace.autoconfigure.task.DdTaskAutoConfiguration;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.NoopTracerAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

@ExtendWith(OutputCaptureExtension.class)
class DdMicrometerAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdOwnMicrometerAutoConfiguration.class,
                    DdMicrometerAutoConfiguration.class,
                    DdObservationAutoConfiguration.class,
                    DdLogCorrelationAutoConfiguration.class,
                    ObservationAutoConfiguration.class,
                    NoopTracerAutoConfiguration.class,
                    MicrometerTracingAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class);

    @Test
    void our_tracer_is_micrometers_and_spring_boot_makes_its_handlers_of_it() {
        application.run(context -> {
            assertThat(context)
                    .hasSingleBean(Tracer.class)
                    .hasSingleBean(MicrometerTracer.class)
                    .hasSingleBean(io.micrometer.tracing.propagation.Propagator.class)
                    .hasSingleBean(SpanCustomizer.class)
                    .hasSingleBean(CurrentTraceContext.class)
                    .hasSingleBean(DefaultTracingObservationHandler.class)
                    .hasSingleBean(PropagatingReceiverTracingObservationHandler.class)
                    .hasSingleBean(PropagatingSenderTracingObservationHandler.class)
                    .doesNotHaveBean(RemainingObservations.class)
                    .doesNotHaveBean(ForeignTracer.class);
            assertThat(context.getBeanProvider(TracingObservationHandler.class).orderedStream())
                    .extracting(handler -> handler.getClass().getSimpleName())
                    .endsWith(
                            "PropagatingReceiverTracingObservationHandler",
                            "PropagatingSenderTracingObservationHandler",
                            "DefaultTracingObservationHandler");
            assertThat(context.getBean(InstrumentationReport.class)
                            .entries()
                            .get("micrometer")
                            .active())
                    .isTrue();
        });
    }

    @Test
    void without_micrometer_tracing_there_is_nothing_of_ours() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(io.ddspring.trace.Tracer.class)
                        .doesNotHaveBean("ddMicrometerTracer")
                        .doesNotHaveBean("ddMutedObservations"));
    }

    @Test
    void without_spring_boots_handlers_we_bring_them() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DdTracingAutoConfiguration.class,
                        DdMicrometerAutoConfiguration.class,
                        DdObservationAutoConfiguration.class,
                        ObservationAutoConfiguration.class))
                .withBean(InMemoryTraceWriter.class)
                .withClassLoader(new FilteredClassLoader(MicrometerTracingAutoConfiguration.class))
                .run(context -> assertThat(context).hasSingleBean(RemainingObservations.class));
    }

    @Test
    void a_tracer_of_the_application_stays_the_only_one_and_is_reported_once(CapturedOutput output) {
        application.withBean(Tracer.class, () -> Tracer.NOOP).run(context -> {
            assertThat(context).hasSingleBean(Tracer.class).doesNotHaveBean("ddMutedObservations");
            assertThat(context.getBean(InstrumentationReport.class)
                            .entries()
                            .get("micrometer")
                            .active())
                    .isFalse();
            assertThat(output).containsOnlyOnce("dd.trace.micrometer.mode");
        });
    }

    @Test
    void a_bridge_of_spring_boots_choice_is_left_alone_unless_told_otherwise() {
        ApplicationContextRunner bridged =
                application.withConfiguration(AutoConfigurations.of(BridgeAutoConfiguration.class));

        bridged.run(context -> assertThat(context).hasBean("bridge").doesNotHaveBean("ddMicrometerTracer"));
        bridged.withPropertyValues("dd.trace.micrometer.mode=own").run(context -> assertThat(context)
                .hasSingleBean(Tracer.class)
                .hasBean("ddMicrometerTracer")
                .doesNotHaveBean(ForeignTracer.class));
    }

    @Test
    void mode_none_leaves_observations_alone_without_a_word(CapturedOutput output) {
        application
                .withPropertyValues("dd.trace.micrometer.mode=none")
                .withBean(Tracer.class, () -> Tracer.NOOP)
                .run(context -> {
                    assertThat(context).doesNotHaveBean("ddMicrometerTracer").doesNotHaveBean(ForeignTracer.class);
                    assertThat(output).doesNotContain("dd.trace.micrometer.mode");
                });
    }

    @Test
    void with_tracing_off_spring_boots_tracer_that_does_nothing_is_used() {
        application
                .withPropertyValues("dd.trace.enabled=false")
                .run(context -> assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.NOOP));
    }

    @Test
    void remote_baggage_fields_are_headers_of_every_integration() {
        application
                .withPropertyValues("management.tracing.baggage.remote-fields=tenant,region")
                .run(context -> {
                    assertThat(context.getBean(Propagator.class).fields()).contains("tenant", "region", "traceparent");
                    assertThat(context.getBean(Tracer.class).getBaggageFields()).containsExactly("tenant", "region");
                });
        application
                .withPropertyValues(
                        "management.tracing.baggage.remote-fields=tenant", "management.tracing.baggage.enabled=false")
                .run(context ->
                        assertThat(context.getBean(Propagator.class).fields()).doesNotContain("tenant"));
    }

    @Test
    void ids_are_logged_by_micrometers_names_unless_told_otherwise() {
        application.run(context -> assertThat(loggedTraceId(context.getBean(io.ddspring.trace.Tracer.class)))
                .hasSize(32));
        application.withPropertyValues("dd.logs.micrometer-keys=false").run(context -> assertThat(
                        loggedTraceId(context.getBean(io.ddspring.trace.Tracer.class)))
                .isNull());
    }

    @Test
    void an_observed_scheduled_task_is_one_span() {
        application
                .withConfiguration(AutoConfigurations.of(
                        DdTaskAutoConfiguration.class,
                        TaskSchedulingAutoConfiguration.class,
                        ScheduledTasksObservabilityAutoConfiguration.class))
                .withUserConfiguration(Scheduling.class)
                .withBean(Job.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(ObservationRegistry.class);
                    List<SpanData> spans =
                            context.getBean(InMemoryTraceWriter.class).awaitSpans(2);

                    assertThat(spans).extracting(SpanData::operationName).containsOnly("scheduled.call");
                });
    }

    private static String loggedTraceId(io.ddspring.trace.Tracer tracer) {
        io.ddspring.trace.Span span = tracer.startSpan("work");
        try (var scope = tracer.activate(span)) {
            return MDC.get("traceId");
        } finally {
            span.finish();
        }
    }

    @AutoConfiguration(
            beforeName = {
                "org.springframework.boot.actuate.autoconfigure.tracing.NoopTracerAutoConfiguration",
                "io.ddspring.trace.autoconfigure.micrometer.DdMicrometerAutoConfiguration"
            },
            after = DdOwnMicrometerAutoConfiguration.class)
    static class BridgeAutoConfiguration {
        @Bean
        @org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean
        Tracer bridge() {
            return Tracer.NOOP;
        }
    }

    @EnableScheduling
    @Configuration(proxyBeanMethods = false)
    static class Scheduling {}

    static class Job {
        @Scheduled(fixedDelay = 10)
        void work() {}
    }
}
