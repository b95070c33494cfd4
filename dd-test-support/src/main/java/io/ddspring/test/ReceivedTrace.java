/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All spans of one trace that arrived so far, whatever the number of chunks. Immutable: ask the agent again for later
 * spans.
 *
 * @param spans in the order of arrival, at least one
 */
public record ReceivedTrace(List<ReceivedSpan> spans) {
    private static final Comparator<ReceivedSpan> BY_START = Comparator.comparingLong(ReceivedSpan::startNanos);

    public ReceivedTrace {
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("a trace has at least one span");
        }
    }

    /** The 128-bit trace id as 32 lower-case hexadecimal digits. */
    public String traceIdHex() {
        return spans.stream()
                .filter(span -> span.traceIdHigh() != 0)
                .findFirst()
                .orElse(spans.get(0))
                .traceIdHex();
    }

    /** The lower 64 bits of the trace id, unsigned. */
    public long traceId() {
        return spans.get(0).traceId();
    }

    /** Spans without a parent among the received ones, by start time. */
    public List<ReceivedSpan> roots() {
        Map<Long, ReceivedSpan> byId = byId();
        return spans.stream()
                .filter(span -> span.parentId() == 0 || !byId.containsKey(span.parentId()))
                .sorted(BY_START)
                .toList();
    }

    /**
     * The only root.
     *
     * @throws AssertionError if there are several
     */
    public ReceivedSpan root() {
        List<ReceivedSpan> roots = roots();
        if (roots.size() != 1) {
            throw new AssertionError("Expected one root but found " + roots.size() + " in\n" + tree());
        }
        return roots.get(0);
    }

    /**
     * The only span with this operation name.
     *
     * @throws AssertionError if there is none or more than one
     */
    public ReceivedSpan span(String name) {
        List<ReceivedSpan> found = spans(name);
        if (found.size() != 1) {
            throw new AssertionError(
                    "Expected one span named '" + name + "' but found " + found.size() + " in\n" + tree());
        }
        return found.get(0);
    }

    /** The spans with this operation name, by start time. */
    public List<ReceivedSpan> spans(String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .sorted(BY_START)
                .toList();
    }

    /** The parent of {@code span} among the received spans. */
    public Optional<ReceivedSpan> parentOf(ReceivedSpan span) {
        return spans.stream()
                .filter(candidate -> candidate.spanId() == span.parentId() && candidate.spanId() != 0)
                .findFirst();
    }

    /** The children of {@code span}, by start time. */
    public List<ReceivedSpan> childrenOf(ReceivedSpan span) {
        return spans.stream()
                .filter(candidate -> candidate.parentId() == span.spanId() && candidate.spanId() != span.spanId())
                .sorted(BY_START)
                .toList();
    }

    /**
     * One line per span, {@code name resource}, children indented by two spaces below their parent and ordered by start
     * time. Line breaks in resources appear as spaces.
     */
    public String tree() {
        return SpanTree.render(this);
    }

    private Map<Long, ReceivedSpan> byId() {
        return spans.stream()
                .collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity(), (first, second) -> first));
    }

    @Override
    public String toString() {
        return "trace " + traceIdHex() + "\n" + tree();
    }
}
