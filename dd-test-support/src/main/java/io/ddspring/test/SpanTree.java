/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Text form of a trace: one line per span, indented by depth. */
final class SpanTree {
    private final ReceivedTrace trace;
    private final StringBuilder out = new StringBuilder();
    private final Set<ReceivedSpan> written = Collections.newSetFromMap(new IdentityHashMap<>());

    private SpanTree(ReceivedTrace trace) {
        this.trace = trace;
    }

    static String render(ReceivedTrace trace) {
        SpanTree tree = new SpanTree(trace);
        trace.roots().forEach(root -> tree.write(root, 0));
        // Spans that are each other's ancestors hang below no root.
        trace.spans().forEach(span -> tree.write(span, 0));
        return tree.out.toString().stripTrailing();
    }

    static String renderAll(List<ReceivedTrace> traces) {
        return traces.isEmpty()
                ? "(nothing)"
                : traces.stream().map(ReceivedTrace::toString).collect(Collectors.joining("\n"));
    }

    private void write(ReceivedSpan span, int depth) {
        if (!written.add(span)) {
            return;
        }
        out.append("  ".repeat(depth))
                .append(span.name())
                .append(' ')
                .append(span.resource().replaceAll("\\s*\\R\\s*", " "))
                .append('\n');
        trace.childrenOf(span).forEach(child -> write(child, depth + 1));
    }
}
