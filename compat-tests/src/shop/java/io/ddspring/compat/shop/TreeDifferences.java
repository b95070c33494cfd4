/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.ReceivedTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sentences that say how a received tree is not the expected one; none when it is. */
final class TreeDifferences {
    private final ReceivedTrace trace;
    private final List<String> found = new ArrayList<>();

    private TreeDifferences(ReceivedTrace trace) {
        this.trace = trace;
    }

    static List<String> between(ExpectedSpan expected, ReceivedTrace trace) {
        TreeDifferences differences = new TreeDifferences(trace);
        differences.compare(expected, trace.root(), "");
        return differences.found;
    }

    private void compare(ExpectedSpan expected, ReceivedSpan span, String above) {
        String where = above + span.name() + " " + span.resource();
        same(where, "name", expected.name(), span.name());
        same(where, "resource", expected.resource(), span.resource());
        same(where, "service", expected.service(), span.service());
        same(where, "type", expected.type(), span.type());
        same(where, "error", expected.error(), span.error());
        expected.tags().forEach((name, value) -> compareTag(where, name, value, span));
        List<ReceivedSpan> children = trace.childrenOf(span);
        if (children.size() != expected.children().size()) {
            found.add(where + ": " + children.size() + " children instead of "
                    + expected.children().size());
            return;
        }
        for (int i = 0; i < children.size(); i++) {
            compare(expected.children().get(i), children.get(i), where + " > ");
        }
    }

    private void compareTag(String where, String name, @Nullable Object expected, ReceivedSpan span) {
        boolean present = span.tag(name) != null || span.metric(name) != null;
        if (expected == null || expected.equals(ExpectedSpan.ANY)) {
            same(where, "presence of tag " + name, expected != null, present);
        } else if (expected instanceof String && !expected.equals(ExpectedSpan.ANY_OR_NONE)) {
            same(where, "tag " + name, expected, span.tag(name));
        } else if (expected instanceof Double) {
            Number metric = span.metric(name);
            same(where, "metric " + name, expected, metric == null ? null : metric.doubleValue());
        }
    }

    private void same(String where, String what, Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            found.add(where + ": " + what + " is <" + actual + "> instead of <" + expected + ">");
        }
    }
}
