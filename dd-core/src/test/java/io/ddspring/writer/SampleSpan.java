/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** A finished span with whatever values a test needs; the span of the golden bytes unless changed. */
final class SampleSpan implements SpanData {
    private String service = "shop";
    private String resource = "GET /cart";
    private @Nullable String type = "web";
    private long traceIdLow = 0x8000000000000001L;
    private long spanId = 2;
    private long parentId;
    private boolean entry;
    private final List<String> tagNames = new ArrayList<>();
    private final List<String> tagValues = new ArrayList<>();
    private final List<String> metricNames = new ArrayList<>();
    private final List<Double> metricValues = new ArrayList<>();
    private final Map<String, byte[]> metaStruct = new LinkedHashMap<>();
    private final List<SpanLink> links = new ArrayList<>();
    private final List<SpanEvent> events = new ArrayList<>();

    /** A chunk of one span for tests to which its content does not matter. */
    static List<SampleSpan> chunk(long traceId) {
        return List.of(new SampleSpan().ids(traceId, traceId, 0));
    }

    /** A chunk of {@code size} spans. */
    static List<SampleSpan> chunk(long traceId, int size) {
        List<SampleSpan> chunk = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            chunk.add(new SampleSpan().ids(traceId, 1 + i, i == 0 ? 0 : 1));
        }
        return chunk;
    }

    SampleSpan service(String newService) {
        service = newService;
        return this;
    }

    SampleSpan resource(String newResource) {
        resource = newResource;
        return this;
    }

    SampleSpan type(@Nullable String newType) {
        type = newType;
        return this;
    }

    SampleSpan ids(long newTraceIdLow, long newSpanId, long newParentId) {
        traceIdLow = newTraceIdLow;
        spanId = newSpanId;
        parentId = newParentId;
        return this;
    }

    /** Makes it the first span of this process in a trace that began in another one. */
    SampleSpan entry() {
        entry = true;
        return this;
    }

    SampleSpan tag(String name, String value) {
        tagNames.add(name);
        tagValues.add(value);
        return this;
    }

    SampleSpan number(String name, double value) {
        metricNames.add(name);
        metricValues.add(value);
        return this;
    }

    SampleSpan structured(String name, byte[] document) {
        metaStruct.put(name, document);
        return this;
    }

    SampleSpan link(SpanLink link) {
        links.add(link);
        return this;
    }

    SampleSpan event(SpanEvent event) {
        events.add(event);
        return this;
    }

    @Override
    public String serviceName() {
        return service;
    }

    @Override
    public String operationName() {
        return "servlet.request";
    }

    @Override
    public String resourceName() {
        return resource;
    }

    @Override
    public @Nullable String spanType() {
        return type;
    }

    @Override
    public long traceIdHigh() {
        return 0;
    }

    @Override
    public long traceIdLow() {
        return traceIdLow;
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
        return 1_700_000_000_000_000_000L;
    }

    @Override
    public long durationNanos() {
        return 1_500_000;
    }

    @Override
    public boolean isError() {
        return false;
    }

    @Override
    public boolean isLocalRoot() {
        return entry || parentId == 0;
    }

    @Override
    public int tagCount() {
        return tagNames.size();
    }

    @Override
    public void forEachTag(BiConsumer<? super String, ? super String> reader) {
        for (int i = 0; i < tagNames.size(); i++) {
            reader.accept(tagNames.get(i), tagValues.get(i));
        }
    }

    @Override
    public @Nullable String tag(String name) {
        int index = tagNames.indexOf(name);
        return index < 0 ? null : tagValues.get(index);
    }

    @Override
    public int metricCount() {
        return metricNames.size();
    }

    @Override
    public void forEachMetric(ObjDoubleConsumer<? super String> reader) {
        for (int i = 0; i < metricNames.size(); i++) {
            reader.accept(metricNames.get(i), metricValues.get(i));
        }
    }

    @Override
    public double metric(String name, double absent) {
        int index = metricNames.indexOf(name);
        return index < 0 ? absent : metricValues.get(index);
    }

    @Override
    public List<SpanLink> links() {
        return links;
    }

    @Override
    public List<SpanEvent> events() {
        return events;
    }

    @Override
    public Map<String, byte[]> metaStruct() {
        return metaStruct;
    }
}
