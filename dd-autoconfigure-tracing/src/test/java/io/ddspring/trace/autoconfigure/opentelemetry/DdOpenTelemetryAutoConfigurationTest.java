/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class DdOpenTelemetryAutoConfigurationTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final ApplicationContextRunner off = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DdTracingAutoConfiguration.class, DdOpenTelemetryAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class, () -> writer);
    private final ApplicationContextRunner on = off.withPropertyValues("dd.trace.otel.enabled=true");

    @BeforeEach
    @AfterEach
    void forgetTheGlobalOne() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void shouldBeOffByDefault() {
        off.run(context -> assertThat(context)
                .doesNotHaveBean(OpenTelemetry.class)
                .doesNotHaveBean(TracerProvider.class)
                .doesNotHaveBean(OpenTelemetryRegistration.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dd.trace.otel.enabled=false", "dd.trace.enabled=false"})
    void shouldBeOffWhenSwitchedOff(String property) {
        on.withPropertyValues(property).run(context -> assertThat(context).doesNotHaveBean(OpenTelemetry.class));
    }

    @Test
    void shouldBeOffWithoutTheApi() {
        on.withClassLoader(new FilteredClassLoader("io.opentelemetry")).run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(OpenTelemetryNames.BEAN)
                .doesNotHaveBean("ddOpenTelemetryRegistration"));
    }

    @Test
    void shouldSupplyBeansAndTheGlobalOne() {
        on.run(context -> {
            context.getBean(OpenTelemetry.class)
                    .getTracer("a")
                    .spanBuilder("one")
                    .startSpan()
                    .end();
            context.getBean(TracerProvider.class)
                    .get("b")
                    .spanBuilder("two")
                    .startSpan()
                    .end();
            GlobalOpenTelemetry.getTracer("c").spanBuilder("three").startSpan().end();

            assertThat(writer.spans()).extracting(span -> span.resourceName()).containsExactly("one", "two", "three");
            assertThat(status(context)).isEqualTo("OpenTelemetry API");
        });
    }

    @Test
    void shouldServeBeansThatUseOpenTelemetryWhileTheyAreCreated() {
        on.withBean(EarlyUser.class, EarlyUser::new).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(writer.spans()).hasSize(2);
            assertThat(writer.spans().get(0).traceIdLow())
                    .isEqualTo(writer.spans().get(1).traceIdLow());
        });
    }

    @Test
    void shouldServeALazyApplication() {
        on.withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    GlobalOpenTelemetry.getTracer("t")
                            .spanBuilder("one")
                            .startSpan()
                            .end();
                    assertThat(writer.spans()).hasSize(1);
                });
    }

    @Test
    void shouldBackOffOnOpenTelemetryOfTheApplication(CapturedOutput output) {
        OpenTelemetry own = OpenTelemetry.propagating(ContextPropagators.noop());
        on.withBean("own", OpenTelemetry.class, () -> own).run(context -> {
            assertThat(context).getBean(OpenTelemetry.class).isSameAs(own);
            assertThat(context).doesNotHaveBean(TracerProvider.class);
            assertThat(GlobalOpenTelemetry.getTracer("t")
                            .spanBuilder("x")
                            .startSpan()
                            .isRecording())
                    .isFalse();
            assertThat(status(context)).isEqualTo("the application has an OpenTelemetry of its own");
        });
        assertThat(output).containsOnlyOnce("dd.trace.otel.enabled has no effect");
    }

    @Test
    void shouldBackOffOnAGlobalOneOfTheApplication(CapturedOutput output) {
        OpenTelemetry own = new OpenTelemetry() {
            private final TracerProvider tracers = new TracerProvider() {
                @Override
                public io.opentelemetry.api.trace.Tracer get(String name) {
                    return TracerProvider.noop().get(name);
                }

                @Override
                public io.opentelemetry.api.trace.Tracer get(String name, String version) {
                    return TracerProvider.noop().get(name, version);
                }
            };

            @Override
            public TracerProvider getTracerProvider() {
                return tracers;
            }

            @Override
            public ContextPropagators getPropagators() {
                return ContextPropagators.noop();
            }
        };
        GlobalOpenTelemetry.set(own);
        on.run(context -> assertThat(context.getBean(OpenTelemetry.class).getTracerProvider())
                .isSameAs(own.getTracerProvider()));

        assertThat(output).containsOnlyOnce("dd.trace.otel.enabled has no effect");
        assertThat(GlobalOpenTelemetry.getTracerProvider()).isSameAs(own.getTracerProvider());
    }

    @Test
    void shouldTellThatTheGlobalOneWasUsedTooEarly(CapturedOutput output) {
        GlobalOpenTelemetry.get();
        on.run(context -> {
            context.getBean(OpenTelemetry.class)
                    .getTracer("a")
                    .spanBuilder("one")
                    .startSpan()
                    .end();
            assertThat(writer.spans()).hasSize(1);
        });

        assertThat(output).containsOnlyOnce("GlobalOpenTelemetry was used before");
    }

    @Test
    void shouldServeSeveralApplicationsOneAfterTheOther() {
        AtomicReference<io.opentelemetry.api.trace.Tracer> kept = new AtomicReference<>();
        on.run(context -> kept.set(GlobalOpenTelemetry.getTracer("kept")));
        assertThat(kept.get().spanBuilder("between").startSpan().isRecording()).isFalse();
        on.run(context -> {
            Span span = kept.get().spanBuilder("again").startSpan();
            try (Scope scope = span.makeCurrent()) {
                assertThat(context.getBean(io.ddspring.trace.Tracer.class)
                                .activeSpan()
                                .context()
                                .spanIdHex())
                        .isEqualTo(span.getSpanContext().getSpanId());
            }
            assertThat(span.isRecording()).isTrue();
        });
    }

    @Test
    void shouldLeaveNothingWhenTheStartFails() {
        on.withBean("broken", Object.class, () -> {
                    throw new IllegalStateException("broken");
                })
                .run(context -> assertThat(context).hasFailed());

        OpenTelemetry own = OpenTelemetry.propagating(ContextPropagators.noop());
        GlobalOpenTelemetry.set(own);
    }

    private static String status(ApplicationContext context) {
        return context.getBean(InstrumentationReport.class)
                .entries()
                .get("opentelemetry")
                .detail();
    }

    static final class EarlyUser {
        EarlyUser() {
            Span outer =
                    GlobalOpenTelemetry.getTracer("early").spanBuilder("outer").startSpan();
            try (Scope scope = outer.makeCurrent()) {
                GlobalOpenTelemetry.getTracer("early")
                        .spanBuilder("inner")
                        .startSpan()
                        .end();
            } finally {
                outer.end();
            }
        }
    }
}
