/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link ReceivedSpan} of a trace. */
public final class ReceivedSpanAssert extends AbstractAssert<ReceivedSpanAssert, ReceivedSpan> {
    private final ReceivedTrace trace;

    ReceivedSpanAssert(ReceivedSpan actual, ReceivedTrace trace) {
        super(actual, ReceivedSpanAssert.class);
        this.trace = trace;
    }

    public ReceivedSpanAssert withService(String service) {
        return has("service", service, actual.service());
    }

    public ReceivedSpanAssert withResource(String resource) {
        return has("resource", resource, actual.resource());
    }

    public ReceivedSpanAssert withType(String type) {
        return has("type", type, actual.type());
    }

    /** Verifies {@code span.kind}. */
    public ReceivedSpanAssert withKind(String kind) {
        return withTag("span.kind", kind);
    }

    /** Verifies {@code component}. */
    public ReceivedSpanAssert withComponent(String component) {
        return withTag("component", component);
    }

    /** Verifies the text of a tag. */
    public ReceivedSpanAssert withTag(String name, String value) {
        return has("tag " + name, value, actual.tag(name));
    }

    /** Verifies that a tag is there, as text or as number. */
    public ReceivedSpanAssert withTag(String name) {
        return check(actual.meta().containsKey(name) || actual.metrics().containsKey(name), "tag " + name + " present");
    }

    /** Verifies that there is no tag of this name, neither as text nor as number. */
    public ReceivedSpanAssert withoutTag(String name) {
        return check(!actual.meta().containsKey(name) && !actual.metrics().containsKey(name), "no tag " + name);
    }

    /** Verifies a number; {@code 1} and {@code 1.0} are the same. */
    public ReceivedSpanAssert withMetric(String name, double value) {
        Number found = actual.metric(name);
        return has("metric " + name, value, found == null ? null : (Double) found.doubleValue());
    }

    /** Verifies that the parent is in the same trace and has this operation name. */
    public ReceivedSpanAssert withParent(String name) {
        return has(
                "parent", name, trace.parentOf(actual).map(ReceivedSpan::name).orElse(null));
    }

    /** Verifies that the span has no parent at all, here or elsewhere. */
    public ReceivedSpanAssert withoutParent() {
        return has("parent_id", "0", Long.toUnsignedString(actual.parentId()));
    }

    /** Verifies the error flag, {@code error.type} and that a stack trace came along. */
    public ReceivedSpanAssert hasError(Class<? extends Throwable> type) {
        return hasErrorFlag().withTag("error.type", type.getName()).withTag("error.stack");
    }

    /** Verifies the error flag, whatever the reason. */
    public ReceivedSpanAssert hasErrorFlag() {
        return has("error", 1, actual.error());
    }

    /** Verifies that neither the error flag nor {@code error.type}, {@code .message} or {@code .stack} is set. */
    public ReceivedSpanAssert hasNoError() {
        return has("error", 0, actual.error())
                .withoutTag("error.type")
                .withoutTag("error.message")
                .withoutTag("error.stack");
    }

    /** Goes back to the trace. */
    public ReceivedTraceAssert and() {
        return new ReceivedTraceAssert(trace);
    }

    private ReceivedSpanAssert has(String what, Object expected, @Nullable Object found) {
        return check(Objects.equals(expected, found), what + " <" + expected + "> but found <" + found + ">");
    }

    private ReceivedSpanAssert check(boolean holds, String expectation) {
        if (!holds) {
            throw failure(
                    "Expected span <%s> with %s%n%s%nReceived trace:%n%s",
                    actual.name(), expectation, actual.describe(), trace);
        }
        return this;
    }
}
