/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the protocol demands of spans besides the types of their fields: the limits and the relations an Agent looks at. */
final class SpanRules {
    /** Spans of unfinished work are sent again and again under the same id. */
    private static final String UNFINISHED = "_dd.partial_version";

    private static final String WAS_UNFINISHED = "_dd.was_long_running";

    /** Tracers mark the first span of their process in a trace with it. */
    private static final String FIRST_OF_PROCESS = "process_id";

    private static final long YEAR_2000_NANOS = 946_684_800_000_000_000L;
    private static final int MAX_SERVICE_CHARS = 100;
    private static final int MAX_NAME_CHARS = 100;
    private static final int MAX_RESOURCE_CHARS = 5_000;
    private static final int MAX_TYPE_CHARS = 100;
    private static final int MAX_KEY_CHARS = 200;
    private static final int MAX_VALUE_CHARS = 25_000;

    private SpanRules() {}

    /** Notes what is wrong with the values of one span. */
    static void check(SpanFields span) {
        Flaws flaws = span.flaws;
        if (span.durationNanos < 0) {
            flaws.add(Flaw.NEGATIVE_DURATION, "duration " + span.durationNanos + " is negative");
        }
        if (span.startNanos < YEAR_2000_NANOS) {
            flaws.add(Flaw.START, "start " + span.startNanos + " is before the year 2000");
        }
        length(flaws, Flaw.LONG_SERVICE, "service", span.service, MAX_SERVICE_CHARS);
        length(flaws, Flaw.LONG_NAME, "name", span.name, MAX_NAME_CHARS);
        length(flaws, Flaw.LONG_RESOURCE, "resource", span.resource, MAX_RESOURCE_CHARS);
        length(flaws, Flaw.LONG_TYPE, "type", span.type, MAX_TYPE_CHARS);
        span.meta.forEach((key, value) -> {
            length(flaws, Flaw.LONG_KEY, "the key of meta", key, MAX_KEY_CHARS);
            if (value.length() > MAX_VALUE_CHARS) {
                length(flaws, Flaw.LONG_VALUE, "meta " + Flaws.shown(key), value, MAX_VALUE_CHARS);
            }
        });
        span.metrics.forEach((key, value) -> {
            length(flaws, Flaw.LONG_KEY, "the key of metrics", key, MAX_KEY_CHARS);
            if (!Double.isFinite(value.doubleValue())) {
                flaws.add(Flaw.NOT_FINITE, "metrics " + Flaws.shown(key) + " is " + value);
            }
        });
    }

    private static void length(Flaws flaws, Flaw flaw, String what, String text, int maxChars) {
        if (text.length() > maxChars) {
            flaws.add(
                    flaw,
                    what + " has " + text.length() + " characters, an Agent keeps " + maxChars + ": "
                            + Flaws.shown(text));
        }
    }

    /** Notes spans with the same id, unless one of them is about unfinished work. */
    static void checkDuplicates(List<Span> spans, Flaws flaws) {
        Set<Long> ids = new HashSet<>();
        for (Span span : spans) {
            boolean repeats =
                    span.metrics().containsKey(UNFINISHED) || span.metrics().containsKey(WAS_UNFINISHED);
            if (!repeats && !ids.add(span.spanId())) {
                flaws.add(Flaw.DUPLICATE_SPAN_ID, "span " + Span.hex(span.spanId()) + ": another one has this id");
            }
        }
    }

    /**
     * Notes a span whose parent is not there. The first span of a process may well have its parent in one that sends its
     * spans elsewhere; only if the trace is known from its beginning is the parent expected here.
     */
    static void checkParents(List<Span> spans, Flaws flaws) {
        Set<Long> ids = new HashSet<>();
        boolean begins = false;
        for (Span span : spans) {
            ids.add(span.spanId());
            begins |= span.parentId() == 0;
        }
        for (Span span : spans) {
            boolean mayComeFromElsewhere = !begins && span.metrics().containsKey(FIRST_OF_PROCESS);
            if (span.parentId() != 0 && !ids.contains(span.parentId()) && !mayComeFromElsewhere) {
                flaws.add(
                        Flaw.ORPHAN,
                        "span " + Span.hex(span.spanId()) + ": its parent " + Span.hex(span.parentId())
                                + " never came");
            }
        }
    }
}
