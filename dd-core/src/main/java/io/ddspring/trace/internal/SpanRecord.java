/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.SpanTags;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a span has recorded. Any thread may change and read it at any time, without locks, until it is
 * {@linkplain #freeze() frozen}; a change that comes at that very moment may be lost. A base class of the span rather
 * than a part, which saves an object for each span.
 */
abstract class SpanRecord implements SpanData {
    private static final AtomicReferenceFieldUpdater<SpanRecord, SharedTags> SHARED =
            AtomicReferenceFieldUpdater.newUpdater(SpanRecord.class, SharedTags.class, "shared");
    private static final AtomicReferenceFieldUpdater<SpanRecord, Resource> RESOURCE =
            AtomicReferenceFieldUpdater.newUpdater(SpanRecord.class, Resource.class, "resource");
    private static final AtomicReferenceFieldUpdater<SpanRecord, SpanAttachments> ATTACHMENTS =
            AtomicReferenceFieldUpdater.newUpdater(SpanRecord.class, SpanAttachments.class, "attachments");
    private static final AtomicIntegerFieldUpdater<SpanRecord> ERROR =
            AtomicIntegerFieldUpdater.newUpdater(SpanRecord.class, "error");

    private static final int TAGS = 12;

    private final TraceSegment segment;
    private final long spanId;
    private final long parentId;
    private final long startNanos;

    private final TagSlots tags;
    /** The thread whose tags are stored with plain writes; forgotten in the end, as a span must not keep a thread. */
    private @Nullable Thread owner;

    @SuppressWarnings("NullAway.Init") // by its updater
    private volatile SharedTags shared;

    private volatile @Nullable Resource resource;
    private volatile @Nullable SpanAttachments attachments;
    /** Twice the rank of who set the error flag, counted from the lowest {@link ErrorPriority}, plus the flag. */
    private volatile int error;

    /** Not volatile: a change that comes just then may or may not be seen anyway. */
    private boolean frozen;
    /** Whether it has, or has removed, a tag that all spans have or that it would otherwise share in the end. */
    private boolean ownsSharedName;

    private String operationName;
    private ServiceName service;
    private @Nullable String spanType;
    private long durationNanos;

    /** A resource name and its {@link ResourcePriority}. */
    private record Resource(String name, int priority) {}

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
        // A plain volatile write would wait for other processors, of which none knows the span yet.
        SHARED.lazySet(this, segment.commonTags());
        Thread thread = Thread.currentThread();
        this.owner = thread;
        this.tags = new TagSlots(TAGS);
        this.tags.set(Tags.THREAD_NAME, thread.getName());
        this.tags.set(Tags.THREAD_ID, Numbers.of((double) thread.getId()));
    }

    /** A copy of what {@code other} has recorded so far. */
    SpanRecord(SpanRecord other) {
        segment = other.segment;
        spanId = other.spanId;
        parentId = other.parentId;
        startNanos = other.startNanos;
        owner = Thread.currentThread();
        tags = other.tags.copy();
        SHARED.lazySet(this, other.shared);
        ownsSharedName = other.ownsSharedName;
        operationName = other.operationName;
        service = other.service;
        resource = other.resource;
        spanType = other.spanType;
        error = other.error;
        SpanAttachments attached = other.attachments;
        attachments = attached == null ? null : attached.copy();
    }

    final TraceSegment segment() {
        return segment;
    }

    /** Ends all changes. */
    final void freeze() {
        frozen = true;
        owner = null;
        tags.settle();
    }

    /** Takes over tags of which it has none of its own, normally without storing them. */
    final void share(AddedTags added) {
        if (!ownsSharedName) {
            SHARED.lazySet(this, added.all());
            return;
        }
        added.added().tags().forEach((name, value) -> {
            if (tags.get(name) == null) {
                set(name, value);
            }
        });
    }

    final void rename(String name) {
        if (!frozen) {
            operationName = name;
        }
    }

    final void assignTo(ServiceName newService) {
        if (!frozen) {
            service = newService;
        }
    }

    final void classify(@Nullable String type) {
        if (!frozen) {
            spanType = type;
        }
    }

    /** Names the resource unless it has a name of a higher {@link ResourcePriority}. */
    final void describe(String name, int priority) {
        Resource next = new Resource(name, priority);
        Resource present;
        do {
            present = resource;
            if (frozen || priority < (present == null ? ResourcePriority.DEFAULT : present.priority)) {
                return;
            }
        } while (!RESOURCE.compareAndSet(this, present, next));
    }

    /** Whether the resource has a name of at least that {@link ResourcePriority}. */
    final boolean hasResource(int priority) {
        Resource present = resource;
        return present != null && present.priority >= priority;
    }

    /** Sets the error flag unless it was set with a higher {@link ErrorPriority}. */
    final void fail(boolean failed, int priority) {
        int rank = priority - ErrorPriority.HTTP_SERVER_STATUS;
        int present;
        do {
            present = error;
            if (frozen || rank < present >> 1) {
                return;
            }
        } while (!ERROR.compareAndSet(this, present, 2 * rank + (failed ? 1 : 0)));
    }

    final void endAfter(long nanos) {
        durationNanos = Math.max(1, nanos);
    }

    /** An empty text is kept. */
    final void put(String name, String text) {
        set(name, text);
    }

    /** Null and the empty text remove the tag. */
    final void putOrRemove(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            remove(name);
        } else {
            set(name, text);
        }
    }

    /** An integer that a number cannot express exactly is kept as text. */
    final void put(String name, long number) {
        set(name, Numbers.isExact(number) ? Numbers.of((double) number) : Long.toString(number));
    }

    /** NaN and infinities are ignored. */
    final void put(String name, double number) {
        if (Double.isFinite(number)) {
            set(name, Numbers.of(number));
        }
    }

    private void set(String name, Object value) {
        if (!frozen) {
            detach(name);
            tags.set(name, value, Thread.currentThread() == owner);
        }
    }

    final void remove(String name) {
        if (!frozen) {
            detach(name);
            tags.remove(name);
        }
    }

    /** From now on this span has its own tag of that name, or none. */
    private void detach(String name) {
        if (segment.everSharedTags().get(name) == null) {
            return;
        }
        ownsSharedName = true;
        SharedTags present;
        do {
            present = shared;
            if (present.get(name) == null) {
                return;
            }
        } while (!SHARED.compareAndSet(this, present, present.without(name)));
    }

    final void attach(Consumer<SpanAttachments> addition) {
        if (!frozen) {
            addition.accept(orMakeAttachments());
        }
    }

    private SpanAttachments orMakeAttachments() {
        if (attachments == null) {
            ATTACHMENTS.compareAndSet(this, null, new SpanAttachments());
        }
        return Objects.requireNonNull(attachments);
    }

    final ServiceName service() {
        return service;
    }

    @Override
    public final String serviceName() {
        return service.name();
    }

    @Override
    public final String operationName() {
        return operationName;
    }

    @Override
    public final String resourceName() {
        Resource present = resource;
        return present == null || present.name.isEmpty() ? operationName : present.name;
    }

    @Override
    public final @Nullable String spanType() {
        return spanType;
    }

    @Override
    public final long traceIdHigh() {
        return segment.traceIdHigh();
    }

    @Override
    public final long traceIdLow() {
        return segment.traceIdLow();
    }

    @Override
    public final long spanId() {
        return spanId;
    }

    @Override
    public final long parentId() {
        return parentId;
    }

    @Override
    public final long startNanos() {
        return startNanos;
    }

    @Override
    public final long durationNanos() {
        return durationNanos;
    }

    @Override
    public final boolean isError() {
        return (error & 1) != 0;
    }

    @Override
    public final boolean isLocalRoot() {
        return segment.isLocalRoot(this);
    }

    @Override
    public final SpanTags sharedTags() {
        return shared;
    }

    @Override
    public final SpanTags ownTags() {
        return tags;
    }

    @Override
    public final int tagCount() {
        return shared.tagCount() + tags.tagCount();
    }

    @Override
    public final void forEachTag(BiConsumer<? super String, ? super String> reader) {
        shared.forEachTag(reader);
        tags.forEachTag(reader);
    }

    @Override
    public final @Nullable String tag(String name) {
        return get(name) instanceof String text ? text : null;
    }

    @Override
    public final int metricCount() {
        return shared.metricCount() + tags.metricCount();
    }

    @Override
    public final void forEachMetric(ObjDoubleConsumer<? super String> reader) {
        shared.forEachMetric(reader);
        tags.forEachMetric(reader);
    }

    @Override
    public final double metric(String name, double absent) {
        return get(name) instanceof Double number ? number : absent;
    }

    private @Nullable Object get(String name) {
        Object own = tags.get(name);
        return own == null ? shared.get(name) : own;
    }

    @Override
    public final List<SpanLink> links() {
        SpanAttachments attached = attachments;
        return attached == null ? List.of() : attached.links();
    }

    @Override
    public final List<SpanEvent> events() {
        SpanAttachments attached = attachments;
        return attached == null ? List.of() : attached.events();
    }

    @Override
    public final Map<String, byte[]> metaStruct() {
        SpanAttachments attached = attachments;
        return attached == null ? Map.of() : attached.metaStruct();
    }
}
