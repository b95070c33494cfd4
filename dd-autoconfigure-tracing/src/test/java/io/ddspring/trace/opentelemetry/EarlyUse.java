/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** A process in which OpenTelemetry was used before the bridge started; run in a class loader of its own. */
public final class EarlyUse implements Runnable {
    @Override
    public void run() {
        Context.current();
        try (BridgedTracing tracing = new BridgedTracing()) {
            assertThat(tracing.bridge.sharesContext()).isFalse();
            io.ddspring.trace.Span ours = tracing.tracer.startSpan("servlet.request");
            try (io.ddspring.trace.Scope outer = tracing.tracer.activate(ours)) {
                assertThat(Span.current().getSpanContext().isValid()).isFalse();
                Span first = tracing.start("first");
                try (Scope middle = first.makeCurrent()) {
                    assertThat(Span.current()).isSameAs(first);
                    Span second = tracing.start("second");
                    try (Scope inner = second.makeCurrent()) {
                        tracing.tracer.startSpan("http.request").finish();
                    }
                    second.end();
                }
                assertThat(tracing.tracer.activeSpan()).isSameAs(ours);
                first.end();
            }
            ours.finish();

            assertThat(tracing.sent("first").parentId())
                    .isEqualTo(ours.context().spanId());
            assertThat(tracing.sent("second").parentId())
                    .isEqualTo(tracing.sent("first").spanId());
            assertThat(tracing.sent("http.request").parentId())
                    .isEqualTo(tracing.sent("second").spanId());
        }
    }
}
