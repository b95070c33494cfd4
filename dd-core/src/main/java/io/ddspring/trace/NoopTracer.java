/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The tracer that records nothing. */
final class NoopTracer implements Tracer {
    static final Tracer INSTANCE = new NoopTracer();

    private static final SpanBuilder BUILDER = new NoopSpanBuilder();

    private NoopTracer() {}

    @Override
    public SpanBuilder buildSpan(String operationName) {
        return BUILDER;
    }

    @Override
    public void flush(Duration budget) {}

    @Override
    public void close() {}

    private static final class NoopSpanBuilder implements SpanBuilder {
        @Override
        public SpanBuilder asChildOf(@Nullable Span parent) {
            return this;
        }

        @Override
        public SpanBuilder asChildOf(@Nullable SpanContext parent) {
            return this;
        }

        @Override
        public SpanBuilder ignoreActiveSpan() {
            return this;
        }

        @Override
        public SpanBuilder withServiceName(String serviceName) {
            return this;
        }

        @Override
        public SpanBuilder withServiceName(String serviceName, String source) {
            return this;
        }

        @Override
        public SpanBuilder withResourceName(String resourceName) {
            return this;
        }

        @Override
        public SpanBuilder withResourceName(String resourceName, int priority) {
            return this;
        }

        @Override
        public SpanBuilder withSpanType(String spanType) {
            return this;
        }

        @Override
        public SpanBuilder withTag(String name, @Nullable String value) {
            return this;
        }

        @Override
        public SpanBuilder withTag(String name, long value) {
            return this;
        }

        @Override
        public SpanBuilder withTag(String name, double value) {
            return this;
        }

        @Override
        public SpanBuilder withTag(String name, boolean value) {
            return this;
        }

        @Override
        public SpanBuilder withLink(SpanLink link) {
            return this;
        }

        @Override
        public SpanBuilder withStartTime(long startUnixNanos) {
            return this;
        }

        @Override
        public Span start() {
            return NoopSpan.INSTANCE;
        }
    }
}
