/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one span of the v0.4 format. */
final class SpanReader {
    private static final List<String> REQUIRED =
            List.of("service", "name", "resource", "trace_id", "span_id", "start", "duration");

    private final StrictReader in;
    private final LinkAndEventReader details;

    SpanReader(StrictReader in) {
        this.in = in;
        this.details = new LinkAndEventReader(in);
    }

    ReceivedSpan read(String where) throws IOException {
        Fields fields = new Fields();
        Set<String> present = new HashSet<>();
        boolean isMap = in.entries(where, (key, place) -> {
            present.add(key);
            readField(fields, key, place);
        });
        if (isMap) {
            REQUIRED.stream()
                    .filter(key -> !present.contains(key))
                    .forEach(key -> in.problem(where, key + " is missing"));
        }
        return fields.toSpan();
    }

    private void readField(Fields fields, String key, String where) throws IOException {
        switch (key) {
            case "service" -> fields.service = in.text(where);
            case "name" -> fields.name = in.text(where);
            case "resource" -> fields.resource = in.text(where);
            case "type" -> fields.type = in.text(where);
            case "trace_id" -> fields.traceId = in.unsigned(where);
            case "span_id" -> fields.spanId = in.unsigned(where);
            case "parent_id" -> fields.parentId = in.unsigned(where);
            case "start" -> fields.startNanos = in.signed(where);
            case "duration" -> fields.durationNanos = in.signed(where);
            case "error" -> fields.error = in.flag(where);
            case "meta" -> fields.meta = in.map(where, in::presentText);
            case "metrics" -> fields.metrics = in.map(where, in::number);
            case "meta_struct" -> fields.metaStruct = in.map(where, this::structure);
            case "span_links" -> fields.links = in.array(where, details::link);
            case "span_events" -> fields.events = in.array(where, details::event);
            default -> in.unknown(where);
        }
    }

    private byte[] structure(String where) throws IOException {
        byte[] document = in.binary(where);
        try {
            if (!(MessagePackTree.read(document) instanceof Map<?, ?> map)
                    || !map.keySet().stream().allMatch(String.class::isInstance)) {
                in.problem(where, "must hold a map with text keys");
            }
        } catch (IllegalArgumentException e) {
            in.problem(where, String.valueOf(e.getMessage()));
        }
        return document;
    }

    private static final class Fields {
        private String service = "";
        private String name = "";
        private String resource = "";
        private String type = "";
        private long traceId;
        private long spanId;
        private long parentId;
        private long startNanos;
        private long durationNanos;
        private int error;
        private Map<String, String> meta = new LinkedHashMap<>();
        private Map<String, Number> metrics = new LinkedHashMap<>();
        private Map<String, byte[]> metaStruct = new LinkedHashMap<>();
        private List<ReceivedLink> links = List.of();
        private List<ReceivedEvent> events = List.of();

        ReceivedSpan toSpan() {
            return new ReceivedSpan(
                    service,
                    name,
                    resource,
                    type,
                    0,
                    traceId,
                    spanId,
                    parentId,
                    startNanos,
                    durationNanos,
                    error,
                    meta,
                    metrics,
                    metaStruct,
                    links,
                    events);
        }
    }
}
