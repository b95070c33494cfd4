/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a span has recorded. Every change happens with this object as the lock, which never leaves the engine, and none
 * after it was {@linkplain #freeze() frozen}: from then on a reader needs no lock.
 */
final class SpanRecord implements SpanData {
    /** Beyond this a double no longer represents every integer. */
    private static final long EXACT_INTEGER_LIMIT = 1L << 53;

    private final TraceSegment segment;
    private final long spanId;
    private final long parentId;
    private final long startNanos;

    private final TextTags tags = new TextTags();
    private final NumericTags metrics = new NumericTags();
    private String operationName;
    private String serviceName;
    private @Nullable String serviceSource;
    private @Nullable String resourceName;
    private int resourcePriority = ResourcePriority.DEFAULT;
    private @Nullable String spanType;
    private boolean error;
    private int errorPriority = ErrorPriority.HTTP_SERVER_STATUS;
    private long durationNanos;
    private boolean frozen;
    private @Nullable List<SpanLink> links;
    private @Nullable List<SpanEvent> events;
    private @Nullable Map<String, byte[]> metaStruct;

    SpanRecord(
            TraceSegment segment,
            long spanId,
            long parentId,
            long startNanos,
            String operationName,
            String serviceName,
            @Nullable String serviceSource) {
        this.segment = segment;
        this.spanId = spanId;
        this.parentId = parentId;
        this.startNanos = startNanos;
        this.operationName = operationName;
        this.serviceName = serviceName;
        this.serviceSource = serviceSource;
    }

    void freeze() {
        synchronized (this) {
            frozen = true;
        }
    }

    void setOperationName(String name) {
        synchronized (this) {
            if (!frozen) {
                operationName = Objects.requireNonNull(name, "operationName");
            }
        }
    }

    void setServiceName(String name, @Nullable String source) {
        synchronized (this) {
            if (!frozen) {
                serviceName = Objects.requireNonNull(name, "serviceName");
                serviceSource = source;
            }
        }
    }

    void setResourceName(String name, int priority) {
        synchronized (this) {
            if (!frozen && priority >= resourcePriority) {
                resourceName = name;
                resourcePriority = priority;
            }
        }
    }

    void setSpanType(@Nullable String type) {
        synchronized (this) {
            if (!frozen) {
                spanType = type;
            }
        }
    }

    void setError(boolean isError, int priority) {
        synchronized (this) {
            if (!frozen && priority >= errorPriority) {
                error = isError;
                errorPriority = priority;
            }
        }
    }

    void setTag(String name, @Nullable String value) {
        synchronized (this) {
            if (frozen) {
                return;
            }
            metrics.remove(name);
            if (value == null || value.isEmpty()) {
                tags.remove(name);
            } else {
                tags.set(name, value);
            }
        }
    }

    void setTag(String name, long value) {
        if (value > EXACT_INTEGER_LIMIT || value < -EXACT_INTEGER_LIMIT) {
            setTag(name, Long.toString(value));
        } else {
            setMetric(name, (double) value);
        }
    }

    void setMetric(String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return;
        }
        synchronized (this) {
            if (!frozen) {
                tags.remove(name);
                metrics.set(name, value);
            }
        }
    }

    void removeMetric(String name) {
        synchronized (this) {
            if (!frozen) {
                metrics.remove(name);
            }
        }
    }

    void addLink(SpanLink link) {
        synchronized (this) {
            if (!frozen) {
                links = links == null ? new ArrayList<>(2) : links;
                links.add(link);
            }
        }
    }

    void addEvent(SpanEvent event) {
        synchronized (this) {
            if (!frozen) {
                events = events == null ? new ArrayList<>(2) : events;
                events.add(event);
            }
        }
    }

    void setMetaStruct(String name, byte[] msgpack) {
        synchronized (this) {
            if (!frozen) {
                metaStruct = metaStruct == null ? new HashMap<>(2) : metaStruct;
                metaStruct.put(name, msgpack.clone());
            }
        }
    }

    void setDurationNanos(long nanos) {
        synchronized (this) {
            durationNanos = Math.max(1, nanos);
        }
    }

    TraceSegment segment() {
        return segment;
    }

    @Nullable
    String serviceSource() {
        return serviceSource;
    }

    @Override
    public String serviceName() {
        return serviceName;
    }

    @Override
    public String operationName() {
        return operationName;
    }

    @Override
    public String resourceName() {
        String resource = resourceName;
        return resource == null || resource.isEmpty() ? operationName : resource;
    }

    @Override
    public @Nullable String spanType() {
        return spanType;
    }

    @Override
    public long traceIdHigh() {
        return segment.traceIdHigh();
    }

    @Override
    public long traceIdLow() {
        return segment.traceIdLow();
    }

    @Override
    public long spanId() {
        return spanId;
    }

    @Override
    public long parentId() {
        return parentId;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public long durationNanos() {
        return durationNanos;
    }

    @Override
    public boolean isError() {
        return error;
    }

    @Override
    public boolean isLocalRoot() {
        return segment.isLocalRoot(this);
    }

    @Override
    public int tagCount() {
        return tags.count();
    }

    @Override
    public String tagName(int index) {
        return tags.name(index);
    }

    @Override
    public String tagValue(int index) {
        return tags.value(index);
    }

    @Override
    public @Nullable String tag(String name) {
        synchronized (this) {
            return tags.get(name);
        }
    }

    @Override
    public int metricCount() {
        return metrics.count();
    }

    @Override
    public String metricName(int index) {
        return metrics.name(index);
    }

    @Override
    public double metricValue(int index) {
        return metrics.value(index);
    }

    @Override
    public double metric(String name, double absent) {
        synchronized (this) {
            return metrics.get(name, absent);
        }
    }

    @Override
    public List<SpanLink> links() {
        return links == null ? List.of() : links;
    }

    @Override
    public List<SpanEvent> events() {
        return events == null ? List.of() : events;
    }

    @Override
    public Map<String, byte[]> metaStruct() {
        return metaStruct == null ? Map.of() : metaStruct;
    }
}
