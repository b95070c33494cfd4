/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryBridgeTest {
    @BeforeEach
    @AfterEach
    void forgetTheGlobalOne() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void the_global_one_is_the_bridge_while_it_runs() {
        Tracer kept;
        try (BridgedTracing tracing = new BridgedTracing()) {
            kept = GlobalOpenTelemetry.getTracer("kept");
            kept.spanBuilder("work").startSpan().end();
            GlobalOpenTelemetry.get()
                    .tracerBuilder("built")
                    .setInstrumentationVersion("1")
                    .setSchemaUrl("u")
                    .build()
                    .spanBuilder("other")
                    .startSpan()
                    .end();
            GlobalOpenTelemetry.getTracer("versioned", "1")
                    .spanBuilder("third")
                    .startSpan()
                    .end();

            assertThat(tracing.bridge.global()).isEqualTo(OpenTelemetryBridge.Global.BRIDGE);
            assertThat(tracing.writer.spans()).hasSize(3);
        }

        Span late = kept.spanBuilder("late").startSpan();
        assertThat(late.isRecording()).isFalse();
        assertThat(late.getSpanContext().isValid()).isFalse();
        late.end();
    }

    @Test
    void another_one_can_be_registered_when_the_bridge_has_gone() {
        new BridgedTracing().close();

        OpenTelemetry own = OpenTelemetry.propagating(ContextPropagators.noop());
        GlobalOpenTelemetry.set(own);

        assertThat(GlobalOpenTelemetry.getPropagators()).isSameAs(own.getPropagators());
    }

    @Test
    void the_newest_of_several_bridges_answers() {
        try (BridgedTracing older = new BridgedTracing()) {
            try (BridgedTracing newer = new BridgedTracing()) {
                GlobalOpenTelemetry.getTracer("t")
                        .spanBuilder("one")
                        .startSpan()
                        .end();
                assertThat(newer.bridge.global()).isEqualTo(OpenTelemetryBridge.Global.BRIDGE);
                assertThat(newer.sent().resourceName()).isEqualTo("one");
                older.start("own").end();
            }
            GlobalOpenTelemetry.getTracer("t").spanBuilder("two").startSpan().end();

            assertThat(older.writer.spans()).hasSize(2);
            assertThat(older.sent("two").operationName()).isEqualTo("internal");
        }
    }

    @Test
    void the_one_of_the_application_stays() {
        OpenTelemetry own = new OpenTelemetry() {
            @Override
            public TracerProvider getTracerProvider() {
                return new BridgedOpenTelemetry(() -> TracingEngine.NONE).getTracerProvider();
            }

            @Override
            public ContextPropagators getPropagators() {
                return ContextPropagators.noop();
            }
        };
        GlobalOpenTelemetry.set(own);

        try (BridgedTracing tracing = new BridgedTracing()) {
            assertThat(tracing.bridge.global()).isEqualTo(OpenTelemetryBridge.Global.APPLICATION);
            tracing.start("work").end();
            assertThat(tracing.writer.spans()).isEmpty();
            try (io.ddspring.trace.Scope scope = tracing.tracer.activate(tracing.tracer.startSpan("ours"))) {
                assertThat(Span.current()).isSameAs(Span.getInvalid());
            }
        }
        assertThat(GlobalOpenTelemetry.getPropagators()).isSameAs(ContextPropagators.noop());
    }

    @Test
    void one_that_was_asked_for_too_early_stays_without_effect() {
        GlobalOpenTelemetry.get();

        try (BridgedTracing tracing = new BridgedTracing()) {
            assertThat(tracing.bridge.global()).isEqualTo(OpenTelemetryBridge.Global.NOBODY);
            tracing.start("work").end();
            assertThat(tracing.writer.spans()).hasSize(1);
        }
    }

    @Test
    void closing_twice_changes_nothing() {
        try (BridgedTracing older = new BridgedTracing()) {
            BridgedTracing newer = new BridgedTracing();
            newer.close();
            newer.close();
            GlobalOpenTelemetry.getTracer("t").spanBuilder("one").startSpan().end();

            assertThat(older.sent().resourceName()).isEqualTo("one");
        }
    }
}
