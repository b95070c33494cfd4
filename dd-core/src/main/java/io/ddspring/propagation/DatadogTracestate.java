/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingPriority;
import org.jspecify.annotations.Nullable;

/**
 * The value of our {@code dd} member of {@code tracestate}: {@code key:value} pairs separated by semicolons. Pairs that
 * are malformed are left out. Keeps where the pairs are, and makes texts of those only that are asked for. Of a key that
 * is there twice the last one counts. Not thread-safe.
 */
final class DatadogTracestate {
    static final DatadogTracestate ABSENT = new DatadogTracestate("");

    /** Others count differently what may be 256 characters long, but what is far beyond is not worth a look. */
    private static final int MAX_READ = 2 * 256;

    private static final String TAG_KEY_PREFIX = "t.";
    private static final String TRACE_ID_HIGH_KEY = "t.tid";

    private final String text;
    private int priority = SamplingPriority.UNSET;
    private int originStart = -1;
    private int originEnd;
    private int parentStart = -1;
    private int parentEnd;
    private int traceIdHighStart = -1;
    private int traceIdHighEnd;
    /** From the first to the last pair that is a tag, except the upper half of the trace id; empty when there is none. */
    private int tagsStart;

    private int tagsEnd;
    private @Nullable StringBuilder unknown;

    private DatadogTracestate(String text) {
        this.text = text;
    }

    /** Reads the member's value that {@code text} has from {@code start} to before {@code end}. */
    static DatadogTracestate parse(String text, int start, int end) {
        if (end - start > MAX_READ) {
            return ABSENT;
        }
        DatadogTracestate member = new DatadogTracestate(text);
        int from = start;
        int colon = -1;
        boolean printable = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == ';') {
                member.add(from, colon, i, printable);
                from = i + 1;
                colon = -1;
                printable = true;
            } else if (c == ':') {
                colon = colon < 0 ? i : colon;
            } else {
                printable &= HeaderText.isPrintable(c);
            }
        }
        member.add(from, colon, end, printable);
        return member;
    }

    private void add(int from, int colon, int next, boolean printable) {
        if (!printable || !isPair(from, colon, next)) {
            return;
        }
        int key = skipBlanks(from, colon);
        int length = skipBlanksBefore(key, colon) - key;
        char first = length == 1 ? text.charAt(key) : 0;
        if (text.startsWith(TAG_KEY_PREFIX, key) && length >= TAG_KEY_PREFIX.length()) {
            if (isTraceIdHigh(key, length)) {
                traceIdHighStart = colon + 1;
                traceIdHighEnd = next;
            } else {
                tagsStart = tagsEnd == 0 ? from : tagsStart;
                tagsEnd = next;
            }
        } else if (first == 's') {
            priority = parsePriority(colon + 1, next);
        } else if (first == 'o') {
            originStart = colon + 1;
            originEnd = next;
        } else if (first == 'p') {
            parentStart = colon + 1;
            parentEnd = next;
        } else if (Tracestate.isValue(text, from, next)) {
            unknown = unknown == null ? new StringBuilder() : unknown.append(';');
            unknown.append(text, from, next);
        }
    }

    private static boolean isPair(int from, int colon, int next) {
        return colon > from && colon < next - 1;
    }

    private int skipBlanks(int from, int to) {
        int i = from;
        while (i < to && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private int skipBlanksBefore(int from, int to) {
        int i = to;
        while (i > from && text.charAt(i - 1) == ' ') {
            i--;
        }
        return i;
    }

    private boolean isTraceIdHigh(int key, int length) {
        return length == TRACE_ID_HIGH_KEY.length() && text.startsWith(TRACE_ID_HIGH_KEY, key);
    }

    /** {@link SamplingPriority#UNSET} when it is absent or no number. */
    int priority() {
        return priority;
    }

    /** Null when it is absent. */
    @Nullable
    String origin() {
        return originStart < 0 ? null : text.substring(originStart, originEnd).replace('~', '=');
    }

    /** Id of the last Datadog span as it was written, or null. */
    @Nullable
    String lastParentId() {
        return parentStart < 0 ? null : text.substring(parentStart, parentEnd);
    }

    /** Upper half of the trace id as it was written, or null. */
    @Nullable
    String traceIdHigh() {
        return traceIdHighStart < 0 ? null : text.substring(traceIdHighStart, traceIdHighEnd);
    }

    /** The pairs of no known meaning as they were written, joined by semicolons, or null. */
    @Nullable
    String unknown() {
        return unknown == null ? null : unknown.toString();
    }

    /**
     * Tags as they were written and what they say.
     *
     * @param pairs empty when there are none
     */
    record Tags(String pairs, PropagationTags tags) {
        static final Tags NONE = new Tags("", PropagationTags.EMPTY);
    }

    /** Whether the tags of this member are written like {@code known} ones. */
    boolean says(Tags known) {
        int length = tagsEnd - tagsStart;
        return known.pairs.length() == length && text.startsWith(known.pairs, tagsStart);
    }

    /** The {@code _dd.p.*} tags without the upper half of the trace id. */
    Tags tags() {
        if (tagsEnd == 0) {
            return Tags.NONE;
        }
        PropagationTags.Builder tags = new PropagationTags.Builder();
        int next;
        for (int from = tagsStart; from < tagsEnd; from = next + 1) {
            next = HeaderText.indexOf(text, ';', from, tagsEnd);
            int colon = HeaderText.indexOf(text, ':', from, next);
            int key = skipBlanks(from, colon);
            int keyEnd = skipBlanksBefore(key, colon);
            if (isPair(from, colon, next)
                    && HeaderText.isPrintable(text, from, next)
                    && keyEnd - key >= TAG_KEY_PREFIX.length()
                    && text.startsWith(TAG_KEY_PREFIX, key)
                    && !isTraceIdHigh(key, keyEnd - key)) {
                String name = PropagatedTag.name(text, key + TAG_KEY_PREFIX.length(), keyEnd);
                String value = text.substring(colon + 1, next).replace('~', '=');
                if (PropagatedTag.problemOf(name, value) == null) {
                    tags.put(name, value);
                }
            }
        }
        return new Tags(text.substring(tagsStart, tagsEnd), tags.build());
    }

    private int parsePriority(int from, int to) {
        int first = skipBlanks(from, to);
        int last = skipBlanksBefore(first, to);
        if (last - first == 1 && Hex.isDigit(text.charAt(first))) {
            return text.charAt(first) - '0';
        }
        try {
            return Integer.parseInt(text, first, last, 10);
        } catch (NumberFormatException notANumber) {
            return SamplingPriority.UNSET;
        }
    }
}
