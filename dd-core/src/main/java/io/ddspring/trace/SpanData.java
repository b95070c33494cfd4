/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span as samplers, processors, statistics and encoders read it. Tags and metrics are numbered from 0 so that reading
 * them allocates nothing. Once the span is finished the reader needs no lock; before that, values are a moment's view.
 */
public interface SpanData {
    String serviceName();

    String operationName();

    String resourceName();

    @Nullable
    String spanType();

    long traceIdHigh();

    long traceIdLow();

    long spanId();

    /** 0 when the span has no parent. */
    long parentId();

    /** Nanoseconds since the epoch. */
    long startNanos();

    /** Nanoseconds; at least 1 for a finished span, 0 for an unfinished one. */
    long durationNanos();

    boolean isError();

    /** Whether it is the first span of its trace in this process. */
    boolean isLocalRoot();

    int tagCount();

    String tagName(int index);

    String tagValue(int index);

    /** Value of a text tag, or null. */
    @Nullable
    String tag(String name);

    int metricCount();

    String metricName(int index);

    double metricValue(int index);

    /** Value of a numeric tag, or {@code absent}. */
    double metric(String name, double absent);

    List<SpanLink> links();

    List<SpanEvent> events();

    /** Structured values, each an encoded msgpack document, by name. */
    Map<String, byte[]> metaStruct();
}
