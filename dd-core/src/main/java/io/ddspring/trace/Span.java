/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One timed operation of a trace. Thread-safe: it may be started on one thread, annotated on others and finished on a
 * third. Every method may be called at any time and never throws because of the tracer's state; after {@link #finish()}
 * a call has an effect only until the span's trace is handed to the writer. A missing argument that is not marked as
 * nullable is refused with a {@link NullPointerException}. The setters return this span.
 *
 * <p>Whoever starts a span must finish it; an unfinished span is never sent.
 */
public interface Span {
    /** Where a {@link Context} keeps its active span. */
    ContextKey<Span> CONTEXT_KEY = ContextKey.named("span");

    /** The span that records nothing, and whose children record nothing. */
    static Span noop() {
        return NoopSpan.INSTANCE;
    }

    /**
     * Stands for a span that is recorded elsewhere, normally in another process: it records nothing itself, and its
     * children belong to its trace.
     *
     * @param context identity of that span; without a trace the children are new traces
     */
    static Span recordedElsewhere(SpanContext context) {
        return new NoopSpan(Objects.requireNonNull(context, "context"));
    }

    /** The active span of {@code context}, or null. */
    static @Nullable Span from(Context context) {
        return context.get(CONTEXT_KEY);
    }

    /** Identity of this span; may be handed to other threads and outlive the span. */
    SpanContext context();

    /** The first span of this trace in this process; possibly this one. */
    Span localRoot();

    /** What was recorded so far; null for the span that records nothing. */
    @Nullable
    SpanData data();

    /** Whether the span is still open and its values will be sent. */
    boolean isRecording();

    /** Replaces the operation name the span was started with. */
    Span setOperationName(String operationName);

    /** Sets the service as the application's own wish. An empty name changes nothing; later children inherit it. */
    Span setServiceName(String serviceName);

    /**
     * Sets the service on behalf of an integration or option. An empty name changes nothing; later children inherit it.
     *
     * @param source value of {@code _dd.svc_src}, for example {@code java-jdbc}
     */
    Span setServiceName(String serviceName, String source);

    /** Sets the resource as the application's own wish, which nothing automatic overrides. */
    default Span setResourceName(String resourceName) {
        return setResourceName(resourceName, ResourcePriority.MANUAL);
    }

    /** Sets the resource unless one of a higher {@link ResourcePriority} is set; empty means the operation name. */
    Span setResourceName(String resourceName, int priority);

    /** Sets the type, for example one of {@link SpanType}; null removes it. */
    Span setSpanType(@Nullable String spanType);

    /**
     * Sets a text tag. Names with a meaning of their own ({@code resource.name}, {@code service.name}, {@code span.type},
     * {@code error}, {@code manual.keep}, {@code manual.drop}, …) act as such instead of being stored.
     *
     * @param value null or empty removes the tag
     */
    Span setTag(String name, @Nullable String value);

    /** Sets a numeric tag; an integer beyond ±2^53 is stored as text. */
    Span setTag(String name, long value);

    /** Sets a numeric tag; NaN and infinities are ignored. */
    Span setTag(String name, double value);

    /** Sets a text tag of value {@code true} or {@code false}. */
    Span setTag(String name, boolean value);

    /**
     * Sets a tag, or several, from any value: numbers as numeric tags, maps, collections and arrays as one tag for each
     * element, {@code name.key} and {@code name.0}, everything else as text. Of very large or deep values the rest is
     * left out.
     *
     * @param value null removes the tag
     */
    default Span setTag(String name, @Nullable Object value) {
        TagValues.flatten(name, value, this::setScalarTag);
        return this;
    }

    private void setScalarTag(String name, @Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            setTag(name, ((Number) value).doubleValue());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            setTag(name, ((Number) value).longValue());
        } else {
            setTag(name, TagValues.text(value));
        }
    }

    /**
     * Sets several tags, each as {@link #setTag(String, Object)} does.
     *
     * @param tags values by name; null removes a tag
     */
    default Span setTags(Map<String, ? extends @Nullable Object> tags) {
        tags.forEach(this::setTag);
        return this;
    }

    /** Sets a text tag, an empty one too, without giving its name a special meaning; for integrations. */
    Span setText(String name, String value);

    /** Sets a numeric tag without giving its name a special meaning; for integrations. */
    Span setMetric(String name, double value);

    /** Marks the span for statistics of its own ({@code _dd.measured}). */
    Span setMeasured(boolean measured);

    /** Sets or clears the error flag as the application's own wish. */
    default Span setError(boolean error) {
        return setError(error, ErrorPriority.MANUAL);
    }

    /** Sets or clears the error flag unless it was set with a higher {@link ErrorPriority}. */
    Span setError(boolean error, int priority);

    /**
     * Records {@code failure}: error flag, {@code error.type}, {@code error.message}, {@code error.stack}. A broken pipe,
     * where the client went away, sets neither flag nor stack.
     */
    Span recordError(Throwable failure);

    /**
     * Adds an event {@code exception} that happens now, with {@code exception.type}, {@code exception.message} and
     * {@code exception.stacktrace}, and shows the same as {@code error.type}, {@code error.message} and
     * {@code error.stack}. An exception that is dealt with is no error: the error flag stays as it is.
     *
     * @param attributes more of the event, or instead of those named above; without null keys and values
     */
    Span recordException(Throwable failure, Map<String, Object> attributes);

    /**
     * Adds an event that happens now.
     *
     * @param attributes without null keys and values; see {@link SpanEvent} for what values may be
     */
    Span addEvent(String name, Map<String, Object> attributes);

    /**
     * Adds an event of another time.
     *
     * @param timeUnixNanos nanoseconds since the epoch
     */
    Span addEvent(String name, Map<String, Object> attributes, long timeUnixNanos);

    /** Adds a relation to another span. */
    Span addLink(SpanLink link);

    /** Sets a baggage item of the whole trace, which travels with every request that is made for it; null removes it. */
    Span setBaggageItem(String name, @Nullable String value);

    /** The baggage item of the trace, or null. */
    default @Nullable String baggageItem(String name) {
        return baggage().get(name);
    }

    /** The baggage items of the trace by name; empty, never null; not modifiable. */
    default Map<String, String> baggage() {
        return context().baggage();
    }

    /** Removes a baggage item of the whole trace. */
    default Span removeBaggageItem(String name) {
        return setBaggageItem(name, null);
    }

    /** Removes all baggage items of the whole trace. */
    Span removeAllBaggage();

    /** Attaches structured data, an encoded msgpack document, under {@code name}. */
    Span setMetaStruct(String name, byte[] msgpack);

    /** Ends the span now. A second call does nothing. */
    void finish();

    /**
     * Ends the span at the given time.
     *
     * @param endUnixNanos nanoseconds since the epoch; a time before the start counts as the start
     */
    void finish(long endUnixNanos);

    /** Ends the span without sending it. Its children keep it as their parent. */
    void abandon();
}
