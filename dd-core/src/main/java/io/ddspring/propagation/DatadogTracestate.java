/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.TraceIds;
import org.jspecify.annotations.Nullable;

/**
 * The value of our {@code dd} member of {@code tracestate}: {@code key:value} pairs separated by semicolons. Pairs that
 * are malformed or not known are left out.
 *
 * @param priority {@link SamplingPriority#UNSET} when it is absent or no number
 * @param lastParentId id of the last Datadog span as it was written, or null
 * @param traceIdHigh upper half of the trace id as it was written, or null
 * @param tags the {@code _dd.p.*} tags without the upper half of the trace id
 */
record DatadogTracestate(
        int priority,
        @Nullable String origin,
        @Nullable String lastParentId,
        @Nullable String traceIdHigh,
        PropagationTags tags) {
    private static final int MAX_LENGTH = 256 - "dd=".length();
    private static final String TAG_KEY_PREFIX = "t.";
    private static final DatadogTracestate ABSENT =
            new DatadogTracestate(SamplingPriority.UNSET, null, null, null, PropagationTags.EMPTY);

    static DatadogTracestate parse(@Nullable String member) {
        if (member == null) {
            return ABSENT;
        }
        int priority = SamplingPriority.UNSET;
        String origin = null;
        String lastParentId = null;
        PropagationTags tags = PropagationTags.EMPTY;
        String traceIdHigh = null;
        for (String pair : member.split(";", -1)) {
            int colon = pair.indexOf(':');
            if (colon <= 0 || colon == pair.length() - 1 || !PropagatedTag.isPrintable(pair, 0, pair.length())) {
                continue;
            }
            String key = pair.substring(0, colon).trim();
            String value = pair.substring(colon + 1);
            if (key.equals("s")) {
                priority = parsePriority(value);
            } else if (key.equals("o")) {
                origin = value.replace('~', '=');
            } else if (key.equals("p")) {
                lastParentId = value;
            } else if (key.equals("t.tid")) {
                traceIdHigh = value;
            } else if (key.startsWith(TAG_KEY_PREFIX)) {
                tags = withTag(tags, key.substring(TAG_KEY_PREFIX.length()), value.replace('~', '='));
            }
        }
        return new DatadogTracestate(priority, origin, lastParentId, traceIdHigh, tags);
    }

    private static PropagationTags withTag(PropagationTags tags, String shortName, String value) {
        String name = PropagationTags.PREFIX + shortName;
        return PropagatedTag.problemOf(name, value) == null ? tags.with(name, value) : tags;
    }

    /** The member's value for {@code context}; what does not fit is left out, the least important last. */
    static String encode(SpanContext context, int priority) {
        StringBuilder member = new StringBuilder(64);
        if (priority != SamplingPriority.UNSET) {
            member.append("s:").append(priority);
        }
        String origin = context.origin();
        if (origin != null) {
            appendIfFits(member, "o", origin);
        }
        appendIfFits(member, "p", TraceIds.toHex(context.spanId()));
        PropagationTags tags = context.propagationTags();
        String decisionMaker = tags.get(PropagationTags.DECISION_MAKER);
        if (decisionMaker != null) {
            appendIfFits(member, "t.dm", decisionMaker);
        }
        tags.without(PropagationTags.DECISION_MAKER)
                .without(PropagationTags.TRACE_ID_HIGH)
                .forEach((name, value) -> appendIfFits(
                        member, TAG_KEY_PREFIX + cleanKey(name.substring(PropagationTags.PREFIX.length())), value));
        return member.toString();
    }

    private static void appendIfFits(StringBuilder member, String key, String value) {
        if (member.length() + 1 + key.length() + 1 + value.length() <= MAX_LENGTH) {
            member.append(member.isEmpty() ? "" : ";").append(key).append(':');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                boolean reserved = c == ',' || c == ';' || c == '~' || c < 0x20 || c > 0x7e;
                member.append(reserved ? '_' : c == '=' ? '~' : c);
            }
        }
    }

    private static String cleanKey(String key) {
        StringBuilder clean = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            clean.append(c == ',' || c == ';' || c == '=' || c <= 0x20 || c > 0x7e ? '_' : c);
        }
        return clean.toString();
    }

    private static int parsePriority(String value) {
        try {
            return Integer.parseInt(value.trim());
        } catch (NumberFormatException notANumber) {
            return SamplingPriority.UNSET;
        }
    }
}
