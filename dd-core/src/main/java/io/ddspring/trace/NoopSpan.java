/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span that records nothing: the one whose children record nothing either, or one that is recorded elsewhere. */
final class NoopSpan implements Span {
    static final Span INSTANCE = new NoopSpan(RemoteSpanContext.withoutTrace().build());

    private final SpanContext context;

    NoopSpan(SpanContext context) {
        this.context = context;
    }

    @Override
    public SpanContext context() {
        return context;
    }

    @Override
    public Span localRoot() {
        return this;
    }

    @Override
    public @Nullable SpanData data() {
        return null;
    }

    @Override
    public boolean isRecording() {
        return false;
    }

    @Override
    public Span setOperationName(String operationName) {
        return this;
    }

    @Override
    public Span setServiceName(String serviceName) {
        return this;
    }

    @Override
    public Span setServiceName(String serviceName, String source) {
        return this;
    }

    @Override
    public Span setResourceName(String resourceName, int priority) {
        return this;
    }

    @Override
    public Span setSpanType(@Nullable String spanType) {
        return this;
    }

    @Override
    public Span setTag(String name, @Nullable String value) {
        return this;
    }

    @Override
    public Span setTag(String name, long value) {
        return this;
    }

    @Override
    public Span setTag(String name, double value) {
        return this;
    }

    @Override
    public Span setTag(String name, boolean value) {
        return this;
    }

    @Override
    public Span setTags(Map<String, ? extends @Nullable Object> tags) {
        return this;
    }

    @Override
    public Span setText(String name, String value) {
        return this;
    }

    @Override
    public Span setMetric(String name, double value) {
        return this;
    }

    @Override
    public Span setMeasured(boolean measured) {
        return this;
    }

    @Override
    public Span setError(boolean error, int priority) {
        return this;
    }

    @Override
    public Span recordError(Throwable failure) {
        return this;
    }

    @Override
    public Span recordException(Throwable failure, Map<String, Object> attributes) {
        return this;
    }

    @Override
    public Span addEvent(String name, Map<String, Object> attributes) {
        return this;
    }

    @Override
    public Span addEvent(String name, Map<String, Object> attributes, long timeUnixNanos) {
        return this;
    }

    @Override
    public Span addLink(SpanLink link) {
        return this;
    }

    @Override
    public Span setBaggageItem(String name, @Nullable String value) {
        return this;
    }

    @Override
    public Span removeAllBaggage() {
        return this;
    }

    @Override
    public Span setMetaStruct(String name, byte[] msgpack) {
        return this;
    }

    @Override
    public void finish() {}

    @Override
    public void finish(long endUnixNanos) {}

    @Override
    public void abandon() {}
}
