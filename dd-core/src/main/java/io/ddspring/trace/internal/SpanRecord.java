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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
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

    /** Beyond this a double no longer represents every integer. */
    private static final long EXACT_INTEGER_LIMIT = 1L << 53;

    private static final int TEXTS = 8;
    private static final int NUMBERS = 3;

    private final TraceSegment segment;
    private final long spanId;
    private final long parentId;
    private final long startNanos;

    // Replaced only when the record is frozen.
    private TagSlots<String> texts;
    private TagSlots<Double> numbers;

    private volatile SharedTags shared;
    private volatile @Nullable Resource resource;
    private volatile @Nullable SpanAttachments attachments;
    /** Twice the {@link ErrorPriority}, plus one when the span has failed. */
    private volatile int error = 2 * ErrorPriority.HTTP_SERVER_STATUS;

    private volatile boolean frozen;
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
        this.shared = segment.commonTags();
        Thread thread = Thread.currentThread();
        this.texts = new TagSlots<>(TEXTS, Tags.THREAD_NAME, thread.getName());
        this.numbers = new TagSlots<>(NUMBERS, Tags.THREAD_ID, Numbers.of((double) thread.getId()));
    }

    /** A copy of what {@code other} has recorded so far. */
    SpanRecord(SpanRecord other) {
        segment = other.segment;
        spanId = other.spanId;
        parentId = other.parentId;
        startNanos = other.startNanos;
        texts = other.texts.copy();
        numbers = other.numbers.copy();
        shared = other.shared;
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

    /** Ends all changes. To be called once. */
    final void freeze() {
        frozen = true;
        texts = texts.sealed();
        numbers = numbers.sealed();
    }

    /** Takes over tags of which it has none of its own, normally without storing them. */
    final void share(AddedTags tags) {
        SharedTags added = tags.added();
        if (shared == segment.commonTags() && !added.overlap(texts) && !added.overlap(numbers)) {
            shared = tags.all();
        } else {
            added.texts().forEach((name, text) -> {
                if (hasNoOwn(name)) {
                    put(name, text);
                }
            });
            added.numbers().forEach((name, number) -> {
                if (hasNoOwn(name)) {
                    put(name, (double) number);
                }
            });
        }
    }

    private boolean hasNoOwn(String name) {
        return texts.get(name) == null && numbers.get(name) == null;
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
        int present;
        do {
            present = error;
            if (frozen || priority < present >> 1) {
                return;
            }
        } while (!ERROR.compareAndSet(this, present, 2 * priority + (failed ? 1 : 0)));
    }

    final void endAfter(long nanos) {
        durationNanos = Math.max(1, nanos);
    }

    /** An empty text is kept. */
    final void put(String name, String text) {
        if (!frozen) {
            detach(name);
            numbers.remove(name);
            texts.set(name, text);
        }
    }

    /** Null and the empty text remove the tag. */
    final void putOrRemove(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            remove(name);
        } else {
            put(name, text);
        }
    }

    /** An integer that a number cannot express exactly is kept as text. */
    final void put(String name, long number) {
        if (number > EXACT_INTEGER_LIMIT || number < -EXACT_INTEGER_LIMIT) {
            put(name, Long.toString(number));
        } else {
            put(name, (double) number);
        }
    }

    /** NaN and infinities are ignored. */
    final void put(String name, double number) {
        if (!frozen && Double.isFinite(number)) {
            detach(name);
            texts.remove(name);
            numbers.set(name, Numbers.of(number));
        }
    }

    final void remove(String name) {
        if (!frozen) {
            detach(name);
            numbers.remove(name);
            texts.remove(name);
        }
    }

    /** From now on this span has its own tag of that name, or none. */
    private void detach(String name) {
        SharedTags present;
        do {
            present = shared;
            if (!present.contains(name)) {
                return;
            }
        } while (!SHARED.compareAndSet(this, present, present.without(name)));
    }

    final void attach(SpanLink link) {
        if (!frozen) {
            orMakeAttachments().addLink(link);
        }
    }

    final void attach(SpanEvent event) {
        if (!frozen) {
            orMakeAttachments().addEvent(event);
        }
    }

    final void attach(String name, byte[] msgpack) {
        if (!frozen) {
            orMakeAttachments().setMetaStruct(name, msgpack);
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
    public final int tagCount() {
        return shared.textCount() + readableTexts().count();
    }

    @Override
    public final String tagName(int index) {
        SharedTags common = shared;
        int own = index - common.textCount();
        return orEmpty(own < 0 ? common.texts().name(index) : readableTexts().name(own));
    }

    @Override
    public final String tagValue(int index) {
        SharedTags common = shared;
        int own = index - common.textCount();
        return orEmpty(own < 0 ? common.texts().value(index) : readableTexts().value(own));
    }

    @Override
    public final @Nullable String tag(String name) {
        String own = texts.get(name);
        return own == null ? shared.text(name) : own;
    }

    @Override
    public final int metricCount() {
        return shared.numberCount() + readableNumbers().count();
    }

    @Override
    public final String metricName(int index) {
        SharedTags common = shared;
        int own = index - common.numberCount();
        return orEmpty(
                own < 0 ? common.numbers().name(index) : readableNumbers().name(own));
    }

    @Override
    public final double metricValue(int index) {
        SharedTags common = shared;
        int own = index - common.numberCount();
        Double value =
                own < 0 ? common.numbers().value(index) : readableNumbers().value(own);
        return value == null ? 0 : value;
    }

    @Override
    public final double metric(String name, double absent) {
        Double own = numbers.get(name);
        Double value = own == null ? shared.number(name) : own;
        return value == null ? absent : value;
    }

    /** Positions mean nothing as long as tags may be removed. */
    private TagSlots<String> readableTexts() {
        return frozen ? texts : texts.copy();
    }

    private TagSlots<Double> readableNumbers() {
        return frozen ? numbers : numbers.copy();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
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
