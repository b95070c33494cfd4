/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what is wished for a span and starts it. Confined to a thread. */
final class BridgedSpanBuilder implements SpanBuilder {
    private static final String INTEGRATION = "otel";

    private final Tracer tracer;
    private final String name;
    private SpanKind kind = SpanKind.INTERNAL;
    private boolean parentChosen;
    private @Nullable Context parent;
    private long startUnixNanos;
    private final List<Consumer<io.ddspring.trace.Span>> wishes = new ArrayList<>(4);

    BridgedSpanBuilder(Tracer tracer, String name) {
        this.tracer = tracer;
        this.name = name;
    }

    @Override
    public SpanBuilder setParent(@Nullable Context context) {
        if (context != null) {
            parentChosen = true;
            parent = context;
        }
        return this;
    }

    @Override
    public SpanBuilder setNoParent() {
        parentChosen = true;
        parent = null;
        return this;
    }

    @Override
    public SpanBuilder addLink(@Nullable SpanContext target) {
        return addLink(target, Attributes.empty());
    }

    @Override
    public SpanBuilder addLink(@Nullable SpanContext target, @Nullable Attributes attributes) {
        if (target != null && target.isValid()) {
            wishes.add(span -> span.addLink(BridgedSpan.linkTo(target, attributes)));
        }
        return this;
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, @Nullable String value) {
        return set(key, value);
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, long value) {
        return set(key, value);
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, double value) {
        return set(key, value);
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, boolean value) {
        return set(key, value);
    }

    @Override
    public <T> SpanBuilder setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
        return key == null ? this : set(key.getKey(), value);
    }

    private SpanBuilder set(@Nullable String key, @Nullable Object value) {
        if (key != null && !key.isEmpty()) {
            wishes.add(span -> SpanAttributes.set(span, key, value));
        }
        return this;
    }

    @Override
    public SpanBuilder setSpanKind(@Nullable SpanKind spanKind) {
        kind = spanKind == null ? kind : spanKind;
        return this;
    }

    @Override
    public SpanBuilder setStartTimestamp(long timestamp, @Nullable TimeUnit unit) {
        startUnixNanos = unit == null || timestamp < 0 ? startUnixNanos : unit.toNanos(timestamp);
        return this;
    }

    @Override
    public Span startSpan() {
        String kindName = kind.name().toLowerCase(Locale.ROOT);
        io.ddspring.trace.SpanBuilder builder = tracer.buildSpan(kindName)
                .withResourceName(name, ResourcePriority.TAG)
                .withTag(Tags.SPAN_KIND, kindName)
                .withTag(Tags.INTEGRATION, INTEGRATION);
        if (startUnixNanos != 0) {
            builder.withStartTime(startUnixNanos);
        }
        chooseParent(builder);
        io.ddspring.trace.Span span = builder.start();
        wishes.forEach(wish -> wish.accept(span));
        return new BridgedSpan(span, deriveName(span, kindName));
    }

    /** Without a choice the parent is the active span, which is the same in both worlds unless they are not united. */
    private void chooseParent(io.ddspring.trace.SpanBuilder builder) {
        if (parentChosen) {
            builder.asChildOf(parent == null ? null : SharedContexts.spanOf(parent));
        } else if (!SharedContextStorage.isInUse()) {
            io.ddspring.trace.Span current = SharedContexts.spanOf(Context.current());
            if (current != null) {
                builder.asChildOf(current);
            }
        }
    }

    /** Already now, as rules of sampling look at the name before the span ends. */
    private static @Nullable String deriveName(io.ddspring.trace.Span span, String kindName) {
        SpanData data = span.data();
        if (data == null || !data.operationName().equals(kindName)) {
            return null;
        }
        String derived = OperationNames.of(data);
        span.setOperationName(derived);
        return derived;
    }
}
