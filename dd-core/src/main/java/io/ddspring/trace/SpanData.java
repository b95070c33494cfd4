/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span as samplers, processors, statistics and encoders read it. Reading allocates
 * nothing. Once the span is finished the reader needs no lock; before that, values are a moment's view.
 */
public interface SpanData extends SpanTags {
    /** Never empty. */
    String serviceName();

    /** What kind of work it is, for example {@code servlet.request}. */
    String operationName();

    /** What exactly is worked on, for example {@code GET /orders/{id}}; the operation name when nobody set it. */
    String resourceName();

    /** For example one of {@link SpanType}; null when the span has none. */
    @Nullable
    String spanType();

    /** Upper half of the trace id; 0 when the id has 64 bits. */
    long traceIdHigh();

    /** Lower half of the trace id, unsigned and never 0. */
    long traceIdLow();

    /** Unsigned and never 0. */
    long spanId();

    /** 0 when the span has no parent. */
    long parentId();

    /** Nanoseconds since the epoch. */
    long startNanos();

    /** Nanoseconds; at least 1 for a finished span, 0 for an unfinished one. */
    long durationNanos();

    /** Whether the span counts as failed. */
    boolean isError();

    /** Whether it is the first span of its trace in this process. */
    boolean isLocalRoot();

    /** Value of a text tag, or null. */
    @Nullable
    String tag(String name);

    /** Value of a numeric tag, or {@code absent}. */
    double metric(String name, double absent);

    /**
     * Those of its tags that many spans share, as the same object, which does not change: what is made of it can be made
     * once for all of them.
     */
    default SpanTags sharedTags() {
        return SpanTags.NONE;
    }

    /** Its other tags. */
    default SpanTags ownTags() {
        return this;
    }

    /** Relations to other spans, in order of arrival; not modifiable. */
    List<SpanLink> links();

    /** What happened during the span, in order of arrival; not modifiable. */
    List<SpanEvent> events();

    /** Structured values, each an encoded msgpack document, by name; not modifiable. */
    Map<String, byte[]> metaStruct();
}
