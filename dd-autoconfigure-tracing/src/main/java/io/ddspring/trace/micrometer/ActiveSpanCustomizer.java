/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import io.micrometer.tracing.SpanCustomizer;

/** Customizes whatever span is active when it is called; nothing when there is none. Thread-safe. */
public final class ActiveSpanCustomizer implements SpanCustomizer {
    @Override
    public SpanCustomizer name(String name) {
        active().name(name);
        return this;
    }

    @Override
    public SpanCustomizer tag(String key, String value) {
        active().tag(key, value);
        return this;
    }

    @Override
    public SpanCustomizer tag(String key, long value) {
        active().tag(key, value);
        return this;
    }

    @Override
    public SpanCustomizer tag(String key, double value) {
        active().tag(key, value);
        return this;
    }

    @Override
    public SpanCustomizer tag(String key, boolean value) {
        active().tag(key, value);
        return this;
    }

    @Override
    public SpanCustomizer event(String value) {
        active().event(value);
        return this;
    }

    private static MicrometerSpan active() {
        Span span = Span.from(Context.current());
        return MicrometerSpan.of(span == null ? Span.noop() : span);
    }
}
