/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a span has recorded. Changes happen one at a time, and none after it was {@linkplain #freeze() frozen}: from then
 * on a reader needs no lock. Until then every single value that is read is one that was set, maybe not the newest.
 */
final class SpanRecord implements SpanData {
    /** Beyond this a double no longer represents every integer. */
    private static final long EXACT_INTEGER_LIMIT = 1L << 53;

    private final TraceSegment segment;
    private final long spanId;
    private final long parentId;
    private final long startNanos;

    /** Also the lock of all that changes. */
    private final TextTags tags;

    private final NumericTags metrics;
    private String operationName;
    private ServiceName service;
    private @Nullable String resourceName;
    private int resourcePriority = ResourcePriority.DEFAULT;
    private @Nullable String spanType;
    private boolean error;
    private int errorPriority = ErrorPriority.HTTP_SERVER_STATUS;
    private long durationNanos;
    private volatile boolean frozen;
    private @Nullable SpanAttachments attachments;

    SpanRecord(
            TraceSegment segment,
            long spanId,
            long parentId,
            long startNanos,
            String operationName,
            ServiceName service) {
        this.segment = segment;
        this.spanId = spanId;
        this.parentId = parentId;
        this.startNanos = startNanos;
        this.operationName = operationName;
        this.service = service;
        this.tags = new TextTags(segment.commonTags());
        this.metrics = new NumericTags();
    }

    /** A copy; to be made under the lock of {@code other}. */
    private SpanRecord(SpanRecord other) {
        segment = other.segment;
        spanId = other.spanId;
        parentId = other.parentId;
        startNanos = other.startNanos;
        tags = new TextTags(other.tags);
        metrics = new NumericTags(other.metrics);
        operationName = other.operationName;
        service = other.service;
        resourceName = other.resourceName;
        resourcePriority = other.resourcePriority;
        spanType = other.spanType;
        error = other.error;
        errorPriority = other.errorPriority;
        attachments = other.attachments == null ? null : other.attachments.copy();
    }

    /** A copy of what is known so far, as it is sent while the span goes on; see {@link CoreSpan#unfinished}. */
    SpanRecord unfinished(long nowNanos, int version) {
        SpanRecord copy;
        synchronized (tags) {
            copy = new SpanRecord(this);
            if (!frozen) {
                metrics.set(Tags.WAS_LONG_RUNNING, 1);
            }
        }
        copy.removeMetric(Tags.WAS_LONG_RUNNING);
        copy.setMetric(Tags.PARTIAL_VERSION, version);
        copy.setDurationNanos(nowNanos - startNanos);
        return copy;
    }

    void freeze() {
        synchronized (tags) {
            frozen = true;
        }
    }

    void setOperationName(String name) {
        synchronized (tags) {
            if (!frozen) {
                operationName = name;
            }
        }
    }

    void setService(ServiceName newService) {
        synchronized (tags) {
            if (!frozen) {
                service = newService;
            }
        }
    }

    void setResourceName(String name, int priority) {
        synchronized (tags) {
            if (!frozen && priority >= resourcePriority) {
                resourceName = name;
                resourcePriority = priority;
            }
        }
    }

    /** Whether the resource has a name of at least that {@link ResourcePriority}. */
    boolean hasResource(int priority) {
        synchronized (tags) {
            return resourcePriority >= priority;
        }
    }

    void setSpanType(@Nullable String type) {
        synchronized (tags) {
            if (!frozen) {
                spanType = type;
            }
        }
    }

    void setError(boolean isError, int priority) {
        synchronized (tags) {
            if (!frozen && priority >= errorPriority) {
                error = isError;
                errorPriority = priority;
            }
        }
    }

    void setTag(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            setText(name, value);
            return;
        }
        synchronized (tags) {
            if (!frozen) {
                metrics.remove(name);
                tags.remove(name);
            }
        }
    }

    /** An empty text is kept. */
    void setText(String name, String value) {
        synchronized (tags) {
            if (!frozen) {
                metrics.remove(name);
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
        synchronized (tags) {
            if (!frozen) {
                tags.remove(name);
                metrics.set(name, value);
            }
        }
    }

    void removeMetric(String name) {
        synchronized (tags) {
            if (!frozen) {
                metrics.remove(name);
            }
        }
    }

    void addLink(SpanLink link) {
        synchronized (tags) {
            if (!frozen) {
                attachments().addLink(link);
            }
        }
    }

    void addEvent(SpanEvent event) {
        synchronized (tags) {
            if (!frozen) {
                attachments().addEvent(event);
            }
        }
    }

    void setMetaStruct(String name, byte[] msgpack) {
        synchronized (tags) {
            if (!frozen) {
                attachments().setMetaStruct(name, msgpack);
            }
        }
    }

    /** To be called under the lock. */
    private SpanAttachments attachments() {
        SpanAttachments present = attachments == null ? new SpanAttachments() : attachments;
        attachments = present;
        return present;
    }

    void setDurationNanos(long nanos) {
        synchronized (tags) {
            durationNanos = Math.max(1, nanos);
        }
    }

    ServiceName service() {
        return service;
    }

    @Override
    public String serviceName() {
        return service.name();
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
        if (frozen) {
            return tags.count();
        }
        synchronized (tags) {
            return tags.count();
        }
    }

    @Override
    public String tagName(int index) {
        if (frozen) {
            return tags.name(index);
        }
        synchronized (tags) {
            return tags.name(index);
        }
    }

    @Override
    public String tagValue(int index) {
        if (frozen) {
            return tags.value(index);
        }
        synchronized (tags) {
            return tags.value(index);
        }
    }

    @Override
    public @Nullable String tag(String name) {
        synchronized (tags) {
            return tags.get(name);
        }
    }

    @Override
    public int metricCount() {
        if (frozen) {
            return metrics.count();
        }
        synchronized (tags) {
            return metrics.count();
        }
    }

    @Override
    public String metricName(int index) {
        if (frozen) {
            return metrics.name(index);
        }
        synchronized (tags) {
            return metrics.name(index);
        }
    }

    @Override
    public double metricValue(int index) {
        if (frozen) {
            return metrics.value(index);
        }
        synchronized (tags) {
            return metrics.value(index);
        }
    }

    @Override
    public double metric(String name, double absent) {
        synchronized (tags) {
            return metrics.get(name, absent);
        }
    }

    @Override
    public List<SpanLink> links() {
        synchronized (tags) {
            return attachments == null ? List.of() : attachments.links();
        }
    }

    @Override
    public List<SpanEvent> events() {
        synchronized (tags) {
            return attachments == null ? List.of() : attachments.events();
        }
    }

    @Override
    public Map<String, byte[]> metaStruct() {
        synchronized (tags) {
            return attachments == null ? Map.of() : attachments.metaStruct();
        }
    }
}
