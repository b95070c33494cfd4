/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.TraceIds;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the value of {@code x-datadog-tags}: {@code key=value} pairs separated by commas.
 *
 * @param maxLength longest value in characters that is read or written; 0 switches the header off
 */
record PropagationTagsHeader(int maxLength) {
    private static final String DISCARDED = "_dd.p.upstream_services";
    private static final String DECODING_ERROR = "decoding_error";
    private static final String DISABLED = "disabled";

    /** The tags, or why there are none. A malformed tag with a meaning of its own is left out but reported. */
    record Decoded(PropagationTags tags, @Nullable String error) {
        static final Decoded NOTHING = new Decoded(PropagationTags.EMPTY, null);

        static Decoded failed(String error) {
            return new Decoded(PropagationTags.EMPTY, error);
        }
    }

    Decoded decode(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return Decoded.NOTHING;
        }
        if (header.length() > maxLength) {
            return Decoded.failed(maxLength == 0 ? DISABLED : "extract_max_size");
        }
        PropagationTags tags = PropagationTags.EMPTY;
        String error = null;
        int end;
        for (int start = 0; start < header.length(); start = end + 1) {
            int comma = header.indexOf(',', start);
            end = comma < 0 ? header.length() : comma;
            int equals = header.indexOf('=', start);
            if (equals < 0 || equals >= end) {
                return Decoded.failed(DECODING_ERROR);
            }
            String name = header.substring(start, equals);
            String value = header.substring(equals + 1, end).trim();
            if (!isWellFormed(name, value)) {
                return Decoded.failed(DECODING_ERROR);
            }
            if (!name.startsWith(PropagationTags.PREFIX) || name.equals(DISCARDED)) {
                continue;
            }
            String problem = PropagatedTag.problemOf(name, value);
            if (problem == null) {
                tags = tags.with(name, value);
            } else {
                error = problem;
            }
        }
        return new Decoded(tags, error);
    }

    /** The header's value for {@code context}, or null when there is nothing to say or, reported, it cannot be said. */
    @Nullable
    String encode(SpanContext context) {
        PropagationTags tags = context.propagationTags();
        if (context.traceIdHigh() != 0) {
            tags = tags.with(PropagationTags.TRACE_ID_HIGH, TraceIds.toHex(context.traceIdHigh()));
        }
        if (tags.isEmpty()) {
            return null;
        }
        StringBuilder header = new StringBuilder();
        tags.forEach((name, value) -> header.append(header.isEmpty() ? "" : ",")
                .append(name)
                .append('=')
                .append(value));
        String problem = problemOf(tags, header.length());
        if (problem != null) {
            context.reportPropagationError(problem);
            return null;
        }
        return header.toString();
    }

    private @Nullable String problemOf(PropagationTags tags, int length) {
        if (maxLength == 0) {
            return DISABLED;
        }
        boolean[] malformed = new boolean[1];
        tags.forEach((name, value) -> malformed[0] |= !isWellFormed(name, value) || value.indexOf(',') >= 0);
        if (malformed[0]) {
            return "encoding_error";
        }
        return length > maxLength ? "inject_max_size" : null;
    }

    /** Neither is empty, the name is visible ASCII without {@code ,} and {@code =}, the value printable ASCII. */
    private static boolean isWellFormed(String name, String value) {
        if (name.isEmpty() || value.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= 0x20 || c > 0x7e || c == ',' || c == '=') {
                return false;
            }
        }
        return PropagatedTag.isPrintable(value, 0, value.length());
    }
}
