/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A search for traces: those with a span of {@code service} (any if empty) in which every word of {@code text} occurs
 * somewhere, ignoring case: in an id, service, name, resource, type or a tag written {@code key:value}.
 */
record TraceQuery(String service, List<String> words) implements Predicate<StoredTrace> {
    static TraceQuery of(String service, String text) {
        return new TraceQuery(
                service,
                Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    @Override
    public boolean test(StoredTrace trace) {
        if (!service.isEmpty() && !trace.services().contains(service)) {
            return false;
        }
        if (words.isEmpty()) {
            return true;
        }
        // Spans are decoded only now: most refreshes of the list search for nothing.
        List<String> texts = Stream.concat(
                        Stream.of(trace.idHex(), Long.toUnsignedString(trace.traceId())),
                        trace.spans().flatMap(TraceQuery::texts))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
        return words.stream().allMatch(word -> texts.stream().anyMatch(text -> text.contains(word)));
    }

    private static Stream<String> texts(Span span) {
        Stream<String> fields = Stream.of(
                span.service(),
                span.name(),
                span.resource(),
                span.type(),
                Span.hex(span.spanId()),
                Long.toUnsignedString(span.spanId()),
                span.error() ? "error:1" : "error:0");
        return Stream.of(
                        fields,
                        span.meta().entrySet().stream().map(tag -> tag.getKey() + ":" + tag.getValue()),
                        span.metrics().entrySet().stream().map(tag -> tag.getKey() + ":" + tag.getValue()))
                .flatMap(texts -> texts);
    }
}
