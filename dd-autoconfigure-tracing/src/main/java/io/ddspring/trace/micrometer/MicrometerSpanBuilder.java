/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanBuilder;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what is wished for a span. Not thread-safe. */
final class MicrometerSpanBuilder implements Span.Builder {
    private final Tracer tracer;
    private final List<Consumer<Span>> wishes = new ArrayList<>(4);
    private Function<SpanBuilder, SpanBuilder> parent;
    private Span.@Nullable Kind kind;
    private @Nullable Long startUnixNanos;

    private MicrometerSpanBuilder(Tracer tracer, Function<SpanBuilder, SpanBuilder> parent) {
        this.tracer = tracer;
        this.parent = parent;
    }

    /** A builder of a child of the span that is active when it starts. */
    static MicrometerSpanBuilder childOfActive(Tracer tracer) {
        return new MicrometerSpanBuilder(
                tracer, builder -> builder.asChildOf(io.ddspring.trace.Span.from(Context.current())));
    }

    /** A builder of a span that goes on with what a message said; a message that said nothing begins a trace. */
    static MicrometerSpanBuilder childOf(Tracer tracer, @Nullable RemoteSpanContext remote) {
        return new MicrometerSpanBuilder(tracer, builder -> builder.asChildOf(remote));
    }

    @Override
    public Span.Builder setParent(@Nullable TraceContext context) {
        io.ddspring.trace.Span span = MicrometerTraceContext.spanOf(context);
        parent = builder -> builder.asChildOf(span);
        return this;
    }

    @Override
    public Span.Builder setNoParent() {
        parent = SpanBuilder::ignoreActiveSpan;
        return this;
    }

    @Override
    public Span.Builder name(String name) {
        return with(span -> span.name(name));
    }

    @Override
    public Span.Builder event(String value) {
        return with(span -> span.event(value));
    }

    @Override
    public Span.Builder tag(String key, String value) {
        return with(span -> span.tag(key, value));
    }

    @Override
    public Span.Builder tag(String key, long value) {
        return with(span -> span.tag(key, value));
    }

    @Override
    public Span.Builder tag(String key, double value) {
        return with(span -> span.tag(key, value));
    }

    @Override
    public Span.Builder tag(String key, boolean value) {
        return with(span -> span.tag(key, value));
    }

    @Override
    public Span.Builder tagOfStrings(String key, List<String> values) {
        return with(span -> span.tagOfStrings(key, values));
    }

    @Override
    public Span.Builder tagOfLongs(String key, List<Long> values) {
        return with(span -> span.tagOfLongs(key, values));
    }

    @Override
    public Span.Builder tagOfDoubles(String key, List<Double> values) {
        return with(span -> span.tagOfDoubles(key, values));
    }

    @Override
    public Span.Builder tagOfBooleans(String key, List<Boolean> values) {
        return with(span -> span.tagOfBooleans(key, values));
    }

    @Override
    public Span.Builder error(Throwable throwable) {
        return with(span -> span.error(throwable));
    }

    @Override
    public Span.Builder kind(Span.@Nullable Kind spanKind) {
        kind = spanKind;
        return this;
    }

    @Override
    public Span.Builder remoteServiceName(String remoteServiceName) {
        return with(span -> span.remoteServiceName(remoteServiceName));
    }

    @Override
    public Span.Builder remoteIpAndPort(String ip, int port) {
        return with(span -> span.remoteIpAndPort(ip, port));
    }

    @Override
    public Span.Builder startTimestamp(long startTimestamp, TimeUnit unit) {
        startUnixNanos = unit.toNanos(startTimestamp);
        return this;
    }

    @Override
    public Span.Builder addLink(Link link) {
        io.ddspring.trace.Span target = MicrometerTraceContext.spanOf(link.getTraceContext());
        if (target == null) {
            return this;
        }
        Map<String, String> attributes = new HashMap<>();
        link.getTags().forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        SpanLink ours = SpanLink.to(target.context(), attributes);
        return with(span -> ((MicrometerSpan) span).span().addLink(ours));
    }

    @Override
    public Span start() {
        SpanBuilder builder = parent.apply(tracer.buildSpan(SpanNames.operationOf(kind)));
        if (startUnixNanos != null) {
            builder.withStartTime(startUnixNanos);
        }
        if (kind != null) {
            builder.withTag(Tags.SPAN_KIND, SpanNames.kindOf(kind));
        }
        Span span = MicrometerSpan.of(builder.start());
        wishes.forEach(wish -> wish.accept(span));
        return span;
    }

    private Span.Builder with(Consumer<Span> wish) {
        wishes.add(wish);
        return this;
    }
}
