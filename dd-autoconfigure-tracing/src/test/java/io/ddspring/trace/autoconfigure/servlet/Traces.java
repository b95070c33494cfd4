/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.trace.SpanData;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Reads traces from memory. */
final class Traces {
    private final InMemoryTraceWriter writer;

    Traces(InMemoryTraceWriter writer) {
        this.writer = writer;
    }

    void clear() {
        writer.clear();
    }

    /** The spans, by start, once there are {@code count}. */
    List<SpanData> await(int count) {
        return writer.awaitSpans(count).stream()
                .sorted(Comparator.comparingLong(SpanData::startNanos))
                .toList();
    }

    /** One line per span, {@code name resource}, children indented and by start, once there are {@code count} spans. */
    String awaitTree(int count) {
        List<SpanData> spans = await(count);
        return spans.stream()
                .filter(span -> spans.stream().noneMatch(other -> other.spanId() == span.parentId()))
                .map(root -> tree(root, spans, ""))
                .collect(Collectors.joining());
    }

    /** The only span of that resource among the ones that are here. */
    SpanData resource(String resource) {
        List<SpanData> found = writer.spans().stream()
                .filter(span -> span.resourceName().equals(resource))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans of resource " + resource + " in\n" + awaitTree(0));
        }
        return found.get(0);
    }

    /** The only span that has no parent in this process. */
    SpanData root() {
        List<SpanData> roots =
                writer.spans().stream().filter(SpanData::isLocalRoot).toList();
        if (roots.size() != 1) {
            throw new AssertionError(roots.size() + " roots in\n" + awaitTree(0));
        }
        return roots.get(0);
    }

    private static String tree(SpanData span, List<SpanData> all, String indent) {
        return indent + span.operationName() + " " + span.resourceName() + "\n"
                + all.stream()
                        .filter(child -> child.parentId() == span.spanId())
                        .map(child -> tree(child, all, indent + "  "))
                        .collect(Collectors.joining());
    }
}
