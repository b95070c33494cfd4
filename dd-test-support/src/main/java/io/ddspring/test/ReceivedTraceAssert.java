/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link ReceivedTrace}. */
public final class ReceivedTraceAssert extends AbstractAssert<ReceivedTraceAssert, ReceivedTrace> {
    ReceivedTraceAssert(ReceivedTrace actual) {
        super(actual, ReceivedTraceAssert.class);
    }

    /** Verifies that there is one root and that it has this operation name. */
    public ReceivedTraceAssert hasRootSpan(String name) {
        isNotNull();
        List<ReceivedSpan> roots = actual.roots();
        if (roots.size() != 1 || !roots.get(0).name().equals(name)) {
            List<String> names = roots.stream().map(ReceivedSpan::name).toList();
            throw failure("Expected the one root span <%s> but found the roots <%s> in%n%s", name, names, actual);
        }
        return this;
    }

    /** Verifies the number of spans. */
    public ReceivedTraceAssert hasSpans(int count) {
        isNotNull();
        if (actual.spans().size() != count) {
            throw failure(
                    "Expected %d span(s) but found %d in%n%s",
                    count, actual.spans().size(), actual);
        }
        return this;
    }

    /** Verifies that no span has this operation name. */
    public ReceivedTraceAssert hasNoSpan(String name) {
        isNotNull();
        if (!actual.spans(name).isEmpty()) {
            throw failure("Expected no span named <%s> in%n%s", name, actual);
        }
        return this;
    }

    /**
     * Verifies the whole tree: one line {@code name resource} per span, children indented by two spaces and ordered by
     * start time. A line that ends with {@code ...} stands for every line that starts like it.
     */
    public ReceivedTraceAssert hasTree(String expected) {
        isNotNull();
        TreeDiff diff = TreeDiff.of(expected, actual.tree());
        if (!diff.isEmpty()) {
            throw failureWithActualExpected(
                    actual.tree(),
                    expected,
                    "Expected another span tree (- missing, + unexpected):%n%s%nReceived spans:%n%s",
                    diff.render(),
                    describeAll(actual));
        }
        return this;
    }

    /** Goes on with the one root span. */
    public ReceivedSpanAssert rootSpan() {
        isNotNull();
        if (actual.roots().size() != 1) {
            throw failure(
                    "Expected one root span but found %d in%n%s", actual.roots().size(), actual);
        }
        return new ReceivedSpanAssert(actual.root(), actual);
    }

    /** Goes on with the one span of this operation name. */
    public ReceivedSpanAssert span(String name) {
        isNotNull();
        return only(actual.spans(name), "named <" + name + ">");
    }

    /** Goes on with the one span of this operation name and resource. */
    public ReceivedSpanAssert span(String name, String resource) {
        isNotNull();
        return only(
                actual.spans(name).stream()
                        .filter(span -> span.resource().equals(resource))
                        .toList(),
                "named <" + name + "> with resource <" + resource + ">");
    }

    private ReceivedSpanAssert only(List<ReceivedSpan> found, String what) {
        if (found.size() != 1) {
            throw failure("Expected one span %s but found %d in%n%s", what, found.size(), actual);
        }
        return new ReceivedSpanAssert(found.get(0), actual);
    }

    static String describeAll(ReceivedTrace trace) {
        return String.join(
                "\n", trace.spans().stream().map(ReceivedSpan::describe).toList());
    }
}
