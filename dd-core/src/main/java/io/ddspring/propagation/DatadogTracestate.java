/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The value of our {@code dd} member of {@code tracestate}: {@code key:value} pairs separated by semicolons. Pairs that
 * are malformed are left out.
 *
 * @param priority {@link SamplingPriority#UNSET} when it is absent or no number
 * @param lastParentId id of the last Datadog span as it was written, or null
 * @param traceIdHigh upper half of the trace id as it was written, or null
 * @param tags the {@code _dd.p.*} tags without the upper half of the trace id
 * @param unknown the pairs of no known meaning as they were written, joined by semicolons, or null
 */
record DatadogTracestate(
        int priority,
        @Nullable String origin,
        @Nullable String lastParentId,
        @Nullable String traceIdHigh,
        PropagationTags tags,
        @Nullable String unknown) {
    private static final int MAX_LENGTH = 256 - Tracestate.DATADOG_KEY.length();
    /** Others count differently what may be 256 characters long, but what is far beyond is not worth a look. */
    private static final int MAX_READ = 2 * 256;

    private static final String TAG_KEY_PREFIX = "t.";
    private static final DatadogTracestate ABSENT =
            new DatadogTracestate(SamplingPriority.UNSET, null, null, null, PropagationTags.EMPTY, null);

    static DatadogTracestate parse(@Nullable String member) {
        if (member == null || member.length() > MAX_READ) {
            return ABSENT;
        }
        int priority = SamplingPriority.UNSET;
        String origin = null;
        String lastParentId = null;
        String traceIdHigh = null;
        PropagationTags.Builder tags = new PropagationTags.Builder();
        StringBuilder unknown = null;
        int end;
        for (int start = 0; start < member.length(); start = end + 1) {
            end = HeaderText.indexOf(member, ';', start, member.length());
            int colon = HeaderText.indexOf(member, ':', start, end);
            if (colon <= start || colon >= end - 1 || !HeaderText.isPrintable(member, start, end)) {
                continue;
            }
            String key = member.substring(start, colon).trim();
            if (key.startsWith(TAG_KEY_PREFIX)) {
                String value = member.substring(colon + 1, end);
                if (key.equals("t.tid")) {
                    traceIdHigh = value;
                } else {
                    putTag(tags, key, value.replace('~', '='));
                }
            } else if (key.equals("s")) {
                priority = parsePriority(member, colon + 1, end);
            } else if (key.equals("o")) {
                origin = member.substring(colon + 1, end).replace('~', '=');
            } else if (key.equals("p")) {
                lastParentId = member.substring(colon + 1, end);
            } else if (Tracestate.isValue(member, start, end)) {
                unknown = unknown == null ? new StringBuilder() : unknown.append(';');
                unknown.append(member, start, end);
            }
        }
        return new DatadogTracestate(
                priority, origin, lastParentId, traceIdHigh, tags.build(), unknown == null ? null : unknown.toString());
    }

    private static void putTag(PropagationTags.Builder tags, String key, String value) {
        String name = PropagationTags.PREFIX + key.substring(TAG_KEY_PREFIX.length());
        if (PropagatedTag.problemOf(name, value) == null) {
            tags.put(name, value);
        }
    }

    /**
     * Appends the member for {@code context}; what does not fit is left out, the least important last.
     *
     * @param parentId id of the last Datadog span, or null
     */
    static void append(StringBuilder tracestate, SpanContext context, int priority, @Nullable String parentId) {
        Pairs pairs = new Pairs(tracestate.append(Tracestate.DATADOG_KEY), tracestate.length());
        if (priority != SamplingPriority.UNSET) {
            pairs.append("", "s", Integer.toString(priority));
        }
        pairs.append("", "o", context.origin());
        pairs.append("", "p", parentId);
        PropagationTags tags = context.propagationTags();
        pairs.append("", "t.dm", tags.get(PropagationTags.DECISION_MAKER));
        for (int i = 0; i < tags.size(); i++) {
            String name = tags.name(i);
            if (!name.equals(PropagationTags.DECISION_MAKER) && !name.equals(PropagationTags.TRACE_ID_HIGH)) {
                pairs.append(TAG_KEY_PREFIX, name.substring(PropagationTags.PREFIX.length()), tags.value(i));
            }
        }
        pairs.appendUnknown(Tracestate.unknownPairs(context.foreignTracestate()));
    }

    /** Pairs that are appended to {@code target}, where the member's value begins at {@code start}. */
    private record Pairs(StringBuilder target, int start) {
        void append(String prefix, String key, @Nullable String value) {
            if (value == null || !fits(prefix.length() + key.length() + 1 + value.length())) {
                return;
            }
            separate();
            target.append(prefix);
            for (int i = 0; i < key.length(); i++) {
                char c = key.charAt(i);
                target.append(c == ',' || c == ';' || c == '=' || c <= 0x20 || c > 0x7e ? '_' : c);
            }
            target.append(':');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                boolean reserved = c == ',' || c == ';' || c == '~' || c < 0x20 || c > 0x7e;
                target.append(reserved ? '_' : c == '=' ? '~' : c);
            }
        }

        void appendUnknown(@Nullable String pairs) {
            if (pairs == null) {
                return;
            }
            int end;
            for (int from = 0; from < pairs.length(); from = end + 1) {
                end = HeaderText.indexOf(pairs, ';', from, pairs.length());
                if (fits(end - from)) {
                    separate();
                    target.append(pairs, from, end);
                }
            }
        }

        private boolean fits(int length) {
            int present = target.length() - start;
            return present + (present == 0 ? 0 : 1) + length <= MAX_LENGTH;
        }

        private void separate() {
            if (target.length() > start) {
                target.append(';');
            }
        }
    }

    private static int parsePriority(String member, int start, int end) {
        try {
            return Integer.parseInt(member.substring(start, end).trim());
        } catch (NumberFormatException notANumber) {
            return SamplingPriority.UNSET;
        }
    }
}
