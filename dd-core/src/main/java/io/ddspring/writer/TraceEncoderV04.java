/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.SpanTags;
import io.ddspring.trace.Tags;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects chunks of spans as the body of a {@code v0.4/traces} request: an array of chunks, whose spans are maps. */
final class TraceEncoderV04 implements TraceEncoder {
    private final ChunkLabels labels;
    private final PayloadBody out;
    private final RecentTags tags;
    private final LinkAndEventPacker linksAndEvents;
    // The fields of every span.
    private final RecentTag service;
    private final RecentTag operation;
    private final RecentTag resource;
    private final RecentTag traceId;
    private final RecentTag spanId;
    private final RecentTag parentId;
    private final RecentTag start;
    private final RecentTag duration;
    private final RecentTag type;
    private final RecentTag error;
    private final RecentTag metrics;
    private final RecentTag meta;

    private boolean nativeLinksAndEvents;

    private final TagMaps tagMaps;
    private final SharedBlocks blocks;
    /** Of the span that is being written; null when its tags are written one by one. */
    private SharedBlocks.@Nullable Block block;

    private int chunks;
    private int spans;

    /**
     * An encoder with an empty body.
     *
     * @param limitBytes most bytes of a body
     * @param labels what the first spans of chunks also say
     */
    TraceEncoderV04(int limitBytes, ChunkLabels labels) {
        this.labels = labels;
        out = new PayloadBody(limitBytes);
        tags = new RecentTags(out);
        linksAndEvents = new LinkAndEventPacker(out, tags);
        service = tags.of(SpanFields.SERVICE);
        operation = tags.of(SpanFields.NAME);
        resource = tags.of(SpanFields.RESOURCE);
        traceId = tags.of(SpanFields.TRACE_ID);
        spanId = tags.of(SpanFields.SPAN_ID);
        parentId = tags.of(SpanFields.PARENT_ID);
        start = tags.of(SpanFields.START);
        duration = tags.of(SpanFields.DURATION);
        type = tags.of(SpanFields.TYPE);
        error = tags.of(SpanFields.ERROR);
        metrics = tags.of(SpanFields.METRICS);
        meta = tags.of(SpanFields.META);
        blocks = new SharedBlocks(out);
        tagMaps = new TagMaps(out) {
            @Override
            void packText(String name, String text) {
                tags.pack(name, text);
            }

            @Override
            void packNumber(String name, double number) {
                tags.packName(name);
                MetricPacker.pack(out, number);
            }

            @Override
            boolean packSharedTexts(SpanTags shared) {
                if (block != null) {
                    out.ready(block.texts());
                }
                return block != null;
            }

            @Override
            boolean packSharedNumbers(SpanTags shared) {
                if (block != null) {
                    out.ready(block.numbers());
                }
                return block != null;
            }
        };
    }

    @Override
    public TraceProtocol protocol() {
        return TraceProtocol.V04;
    }

    @Override
    public void useNativeLinksAndEvents(boolean useNative) {
        nativeLinksAndEvents = useNative;
    }

    @Override
    public int chunks() {
        return chunks;
    }

    @Override
    public int spans() {
        return spans;
    }

    @Override
    public void reset() {
        out.reset();
        chunks = 0;
        spans = 0;
    }

    @Override
    public boolean add(List<? extends SpanData> chunk) {
        int bodyEnd = out.position();
        boolean added = false;
        try {
            int size = chunk.size();
            out.arrayHeader(size);
            labels.choose(chunk.get(0), chunks == 0);
            for (int i = 0; i < size; i++) {
                packSpan(chunk.get(i));
                labels.chooseNone();
            }
            added = !out.isOverfull();
        } catch (PayloadFullException full) {
            added = false;
        } finally {
            if (added) {
                chunks++;
                spans += chunk.size();
            } else {
                out.rewind(bodyEnd);
            }
        }
        return added;
    }

    @Override
    public ByteBuffer body() {
        return out.asArray(chunks);
    }

    private void packSpan(SpanData span) {
        block = blocks.of(span.sharedTags());
        List<SpanLink> links = span.links();
        List<SpanEvent> events = span.events();
        Map<String, byte[]> metaStruct = span.metaStruct();
        boolean packLinks = nativeLinksAndEvents && !links.isEmpty();
        boolean packEvents = nativeLinksAndEvents && !events.isEmpty();
        out.mapHeader(12 + (metaStruct.isEmpty() ? 0 : 1) + (packLinks ? 1 : 0) + (packEvents ? 1 : 0));
        service.pack(out, span.serviceName());
        operation.pack(out, span.operationName());
        resource.pack(out, span.resourceName());
        traceId.packName(out);
        out.unsigned(span.traceIdLow());
        spanId.packName(out);
        out.unsigned(span.spanId());
        parentId.packName(out);
        out.unsigned(span.parentId());
        start.packName(out);
        out.integer(span.startNanos());
        duration.packName(out);
        out.integer(Math.max(1, span.durationNanos()));
        String spanType = span.spanType();
        type.pack(out, spanType == null ? "" : spanType);
        error.packName(out);
        out.integer(span.isError() ? 1 : 0);
        packMetrics(span);
        packMeta(span, nativeLinksAndEvents ? List.of() : links, nativeLinksAndEvents ? List.of() : events);
        if (!metaStruct.isEmpty()) {
            packMetaStruct(metaStruct);
        }
        if (packLinks) {
            tags.packName(SpanFields.SPAN_LINKS);
            linksAndEvents.packLinks(links);
        }
        if (packEvents) {
            tags.packName(SpanFields.SPAN_EVENTS);
            linksAndEvents.packEvents(events);
        }
    }

    private void packMetrics(SpanData span) {
        int labelCount = labels.metricCount();
        metrics.packName(out);
        tagMaps.beginNumbers(span, labelCount);
        if (labelCount > 0) {
            tags.packName(Tags.KEEP_RATE);
            MetricPacker.pack(out, labels.keepRate());
        }
    }

    private void packMeta(SpanData span, List<SpanLink> links, List<SpanEvent> events) {
        int labelCount = labels.tagCount();
        meta.packName(out);
        tagMaps.beginTexts(span, labelCount + (links.isEmpty() ? 0 : 1) + (events.isEmpty() ? 0 : 1));
        for (int i = 0; i < labelCount; i++) {
            tags.pack(labels.tagName(i), labels.tagValue(i));
        }
        if (!links.isEmpty()) {
            tags.packName(Tags.SPAN_LINKS);
            out.text(LinkAndEventJson.links(links));
        }
        if (!events.isEmpty()) {
            tags.packName(Tags.EVENTS);
            out.text(LinkAndEventJson.events(events));
        }
    }

    private void packMetaStruct(Map<String, byte[]> metaStruct) {
        tags.packName(SpanFields.META_STRUCT);
        out.mapHeader(metaStruct.size());
        for (Map.Entry<String, byte[]> entry : metaStruct.entrySet()) {
            tags.packName(entry.getKey());
            out.binary(entry.getValue());
        }
    }
}
