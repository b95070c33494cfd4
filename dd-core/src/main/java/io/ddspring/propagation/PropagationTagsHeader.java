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

    /** The tags, or why there are none. A malformed trace id tag is left out but reported. */
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
            return Decoded.failed(maxLength == 0 ? "disabled" : "extract_max_size");
        }
        PropagationTags tags = PropagationTags.EMPTY;
        String error = null;
        int end;
        for (int start = 0; start < header.length(); start = end + 1) {
            int comma = header.indexOf(',', start);
            end = comma < 0 ? header.length() : comma;
            int equals = header.indexOf('=', start);
            if (equals <= start || equals >= end - 1 || !isWellFormed(header, start, equals, end)) {
                return Decoded.failed("decoding_error");
            }
            String name = header.substring(start, equals);
            String value = header.substring(equals + 1, end).trim();
            if (!name.startsWith(PropagationTags.PREFIX) || name.equals(DISCARDED)) {
                continue;
            }
            String problem = problemOf(name, value);
            if (problem == null) {
                tags = tags.with(name, value);
            } else {
                error = problem;
            }
        }
        return new Decoded(tags, error);
    }

    /** The header's value for {@code context}, or null when there is nothing to say or it would be too long. */
    @Nullable
    String encode(SpanContext context) {
        StringBuilder header = new StringBuilder();
        PropagationTags tags = context.propagationTags();
        if (context.traceIdHigh() != 0) {
            tags = tags.with(PropagationTags.TRACE_ID_HIGH, TraceIds.toHex(context.traceIdHigh()));
        }
        tags.forEach((name, value) -> header.append(header.isEmpty() ? "" : ",")
                .append(name)
                .append('=')
                .append(value));
        return header.isEmpty() || header.length() > maxLength ? null : header.toString();
    }

    private static boolean isWellFormed(String header, int start, int equals, int end) {
        for (int i = start; i < equals; i++) {
            char c = header.charAt(i);
            if (c < 33 || c > 126) {
                return false;
            }
        }
        for (int i = equals + 1; i < end; i++) {
            char c = header.charAt(i);
            if (c < 32 || c > 126) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String problemOf(String name, String value) {
        return switch (name) {
            case PropagationTags.TRACE_ID_HIGH -> Hex.isLowerCase(value, 16, 16) ? null : "malformed_tid " + value;
            case PropagationTags.DECISION_MAKER -> isDecisionMaker(value) ? null : "decoding_error";
            case PropagationTags.TRACE_SOURCE -> Hex.isAnyCase(value, 2, 8) ? null : "decoding_error";
            default -> null;
        };
    }

    /** Digits behind a dash, optionally preceded by ten hexadecimal digits that tell the service. */
    private static boolean isDecisionMaker(String value) {
        int dash = value.indexOf('-');
        if ((dash != 0 && dash != 10) || dash == value.length() - 1) {
            return false;
        }
        for (int i = dash + 1; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return dash == 0 || Hex.isLowerCase(value.substring(0, dash), 10, 10);
    }
}
