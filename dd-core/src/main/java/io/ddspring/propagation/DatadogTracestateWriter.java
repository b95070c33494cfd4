/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code dd} member of {@code tracestate}. As most traces have the same tags, the pairs of the tags that were
 * written last are kept. Thread-safe.
 */
final class DatadogTracestateWriter {
    private static final int MAX_LENGTH = 256 - Tracestate.DATADOG_KEY.length();
    private static final String TAG_KEY_PREFIX = "t.";

    private volatile TagPairs latest = new TagPairs(PropagationTags.EMPTY, "");

    /** @param pairs each behind a semicolon */
    private record TagPairs(PropagationTags tags, String pairs) {}

    /**
     * The whole tracestate for a span of a decided trace that has neither origin nor anything of others in it.
     *
     * @return null when not everything fits
     */
    @Nullable
    String ordinary(PropagationTags tags, int priority, String spanId) {
        TagPairs known = latest;
        if (!known.tags.equals(tags)) {
            StringBuilder pairs = new StringBuilder(64);
            appendTags(new Pairs(pairs, -1, Integer.MAX_VALUE), tags);
            known = new TagPairs(tags, pairs.toString());
            latest = known;
        }
        String state = HeaderText.priority(priority);
        return "s:;p:".length() + state.length() + spanId.length() + known.pairs.length() > MAX_LENGTH
                ? null
                : "dd=s:" + state + ";p:" + spanId + known.pairs;
    }

    /**
     * Appends the member for {@code context}; what does not fit is left out, the least important last.
     *
     * @param parentId id of the last Datadog span, or null
     */
    static void append(StringBuilder tracestate, SpanContext context, int priority, @Nullable String parentId) {
        Pairs pairs = new Pairs(tracestate.append(Tracestate.DATADOG_KEY), tracestate.length(), MAX_LENGTH);
        if (priority != SamplingPriority.UNSET) {
            pairs.append("", "s", HeaderText.priority(priority));
        }
        pairs.append("", "o", context.origin());
        pairs.append("", "p", parentId);
        appendTags(pairs, context.propagationTags());
        pairs.appendUnknown(Tracestate.unknownPairs(context.foreignTracestate()));
    }

    private static void appendTags(Pairs pairs, PropagationTags tags) {
        pairs.append(TAG_KEY_PREFIX, "dm", tags.get(PropagationTags.DECISION_MAKER));
        for (int i = 0; i < tags.size(); i++) {
            String name = tags.name(i);
            if (!name.equals(PropagationTags.DECISION_MAKER) && !name.equals(PropagationTags.TRACE_ID_HIGH)) {
                pairs.append(TAG_KEY_PREFIX, name.substring(PropagationTags.PREFIX.length()), tags.value(i));
            }
        }
    }

    /**
     * Pairs that are appended to {@code target}, where they begin at {@code start}.
     *
     * @param start -1 when there is a pair before them
     */
    private record Pairs(StringBuilder target, int start, int maxLength) {
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
            return present + (present == 0 ? 0 : 1) + length <= maxLength;
        }

        private void separate() {
            if (target.length() > start) {
                target.append(';');
            }
        }
    }
}
