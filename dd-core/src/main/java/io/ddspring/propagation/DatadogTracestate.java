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
    static final DatadogTracestate ABSENT = new DatadogTracestate("", 0, 0);

    /** Others count differently what may be 256 characters long, but what is far beyond is not worth a look. */
    private static final int MAX_READ = 2 * 256;

    private static final String TAG_KEY_PREFIX = "t.";
    private static final String TRACE_ID_HIGH_KEY = "t.tid";

    private final String text;
    private final int start;
    private final int end;
    private int priority = SamplingPriority.UNSET;
    private int originStart = -1;
    private int originEnd;
    private int parentStart = -1;
    private int parentEnd;
    private int traceIdHighStart = -1;
    private int traceIdHighEnd;
    private boolean hasTags;
    private @Nullable StringBuilder unknown;

    private DatadogTracestate(String text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    /** Reads the member's value that {@code text} has from {@code start} to before {@code end}. */
    static DatadogTracestate parse(String text, int start, int end) {
        if (end - start > MAX_READ) {
            return ABSENT;
        }
        DatadogTracestate member = new DatadogTracestate(text, start, end);
        int next;
        for (int from = start; from < end; from = next + 1) {
            next = HeaderText.indexOf(text, ';', from, end);
            int colon = HeaderText.indexOf(text, ':', from, next);
            if (isPair(text, from, colon, next)) {
                member.add(from, colon, next);
            }
        }
        return member;
    }

    private static boolean isPair(String text, int from, int colon, int next) {
        return colon > from && colon < next - 1 && HeaderText.isPrintable(text, from, next);
    }

    private void add(int from, int colon, int next) {
        int key = skipBlanks(from, colon);
        int length = skipBlanksBefore(key, colon) - key;
        char first = length == 1 ? text.charAt(key) : 0;
        if (text.startsWith(TAG_KEY_PREFIX, key) && length >= TAG_KEY_PREFIX.length()) {
            if (isTraceIdHigh(key, length)) {
                traceIdHighStart = colon + 1;
                traceIdHighEnd = next;
            } else {
                hasTags = true;
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

    /** The {@code _dd.p.*} tags without the upper half of the trace id. */
    PropagationTags tags() {
        if (!hasTags) {
            return PropagationTags.EMPTY;
        }
        PropagationTags.Builder tags = new PropagationTags.Builder();
        int next;
        for (int from = start; from < end; from = next + 1) {
            next = HeaderText.indexOf(text, ';', from, end);
            int colon = HeaderText.indexOf(text, ':', from, next);
            int key = skipBlanks(from, colon);
            int keyEnd = skipBlanksBefore(key, colon);
            if (isPair(text, from, colon, next)
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
        return tags.build();
    }

    private int parsePriority(int from, int to) {
        int first = skipBlanks(from, to);
        try {
            return Integer.parseInt(text, first, skipBlanksBefore(first, to), 10);
        } catch (NumberFormatException notANumber) {
            return SamplingPriority.UNSET;
        }
    }
}
