/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span of ours behind OpenTelemetry's interface. It has no state besides: any number of them for the same span act and
 * compare as one. As that interface demands, nothing changes the span once it is ended.
 */
final class BridgedSpan implements Span {
    private final io.ddspring.trace.Span datadog;
    private final @Nullable String derivedName;

    /**
     * A view of {@code datadog}.
     *
     * @param derivedName operation name that was derived, and is derived again at the end unless somebody changes it;
     *     null when the name was chosen by whoever started the span
     */
    BridgedSpan(io.ddspring.trace.Span datadog, @Nullable String derivedName) {
        this.datadog = datadog;
        this.derivedName = derivedName;
    }

    io.ddspring.trace.Span datadog() {
        return datadog;
    }

    @Override
    public <T> Span setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
        if (key != null && !key.getKey().isEmpty() && isRecording()) {
            SpanAttributes.set(datadog, key.getKey(), value);
        }
        return this;
    }

    @Override
    public Span addEvent(@Nullable String name, @Nullable Attributes attributes) {
        if (name != null && isRecording()) {
            datadog.addEvent(name, SpanAttributes.values(attributes));
        }
        return this;
    }

    @Override
    public Span addEvent(
            @Nullable String name, @Nullable Attributes attributes, long timestamp, @Nullable TimeUnit unit) {
        if (name != null && unit != null && isRecording()) {
            datadog.addEvent(name, SpanAttributes.values(attributes), unit.toNanos(timestamp));
        }
        return this;
    }

    @Override
    public Span addLink(@Nullable SpanContext target, @Nullable Attributes attributes) {
        if (target != null && target.isValid() && isRecording()) {
            datadog.addLink(linkTo(target, attributes));
        }
        return this;
    }

    @Override
    public Span setStatus(@Nullable StatusCode status, @Nullable String description) {
        if (status == StatusCode.OK && isRecording()) {
            datadog.setError(false, ErrorPriority.FINAL).setTag(Tags.ERROR_MESSAGE, (String) null);
        } else if (status == StatusCode.ERROR && isRecording()) {
            datadog.setError(true);
            SpanData data = datadog.data();
            // Not so when the status was OK before.
            if (data != null && data.isError() && description != null && !description.isEmpty()) {
                datadog.setTag(Tags.ERROR_MESSAGE, description);
            }
        }
        return this;
    }

    @Override
    public Span recordException(@Nullable Throwable exception, @Nullable Attributes attributes) {
        if (exception != null && isRecording()) {
            datadog.recordException(exception, SpanAttributes.values(attributes));
        }
        return this;
    }

    @Override
    public Span updateName(@Nullable String name) {
        if (name != null && isRecording()) {
            datadog.setResourceName(name, ResourcePriority.TAG);
        }
        return this;
    }

    @Override
    public void end() {
        nameOperation();
        datadog.finish();
    }

    @Override
    public void end(long timestamp, @Nullable TimeUnit unit) {
        if (timestamp == 0 || unit == null) {
            end();
            return;
        }
        nameOperation();
        datadog.finish(unit.toNanos(timestamp));
    }

    private void nameOperation() {
        SpanData data = datadog.data();
        if (data != null && isRecording() && data.operationName().equals(derivedName)) {
            datadog.setOperationName(OperationNames.of(data));
        }
    }

    @Override
    public SpanContext getSpanContext() {
        return SpanContexts.toOpenTelemetry(datadog.context());
    }

    @Override
    public boolean isRecording() {
        return datadog.isRecording();
    }

    @Override
    public Scope makeCurrent() {
        return SharedContexts.makeCurrent(Context.current().with(this), datadog);
    }

    static SpanLink linkTo(SpanContext target, @Nullable Attributes attributes) {
        String traceId = target.getTraceId();
        Map<String, String> texts = SpanAttributes.texts(attributes);
        if (target instanceof BridgedSpanContext bridged) {
            // Not by its flags, as asking for those decides on the target's trace.
            return SpanLink.to(bridged.datadog(), texts);
        }
        return new SpanLink(
                Long.parseUnsignedLong(traceId.substring(0, 16), 16),
                Long.parseUnsignedLong(traceId.substring(16), 16),
                Long.parseUnsignedLong(target.getSpanId(), 16),
                target.getTraceFlags().asByte() & 0xff,
                SpanContexts.textOrNull(target.getTraceState()),
                texts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BridgedSpan bridged && bridged.datadog.equals(datadog);
    }

    @Override
    public int hashCode() {
        return datadog.hashCode();
    }

    @Override
    public String toString() {
        return "BridgedSpan{" + getSpanContext() + "}";
    }
}
