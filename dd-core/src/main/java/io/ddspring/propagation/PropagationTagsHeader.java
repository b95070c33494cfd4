/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.TraceIds;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the value of {@code x-datadog-tags}: {@code key=value} pairs separated by commas. Traces that begin in
 * the same second and were decided in the same way have the same value, so the last one of each direction is kept.
 * Thread-safe.
 */
final class PropagationTagsHeader {
    private static final String DISCARDED = "_dd.p.upstream_services";

    private final int maxLength;
    private volatile Read latestRead = new Read("", Decoded.NOTHING);
    private volatile Written latestWritten = new Written(PropagationTags.EMPTY, 0, "");

    /** @param maxLength longest value in characters that is read or written; 0 switches the header off */
    PropagationTagsHeader(int maxLength) {
        this.maxLength = maxLength;
    }

    private record Read(String header, Decoded decoded) {}

    private record Written(PropagationTags tags, long traceIdHigh, String header) {}

    /**
     * What a header said, or why it is not believed. A malformed tag with a meaning of its own is left out but reported.
     *
     * @param traceIdHigh upper half of the trace id; 0 when it was not told
     * @param tags the other tags
     * @param error value for {@code _dd.propagation_error}, or null
     */
    record Decoded(
            long traceIdHigh,
            PropagationTags tags,
            @Nullable String error) {
        static final Decoded NOTHING = new Decoded(0, PropagationTags.EMPTY, null);

        static Decoded failed(String error) {
            return new Decoded(0, PropagationTags.EMPTY, error);
        }
    }

    Decoded decode(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return Decoded.NOTHING;
        }
        if (header.length() > maxLength) {
            return Decoded.failed(maxLength == 0 ? PropagationErrors.DISABLED : PropagationErrors.EXTRACT_MAX_SIZE);
        }
        Read latest = latestRead;
        if (!latest.header.equals(header)) {
            latest = new Read(header, decodeTags(header));
            latestRead = latest;
        }
        return latest.decoded;
    }

    private static Decoded decodeTags(String header) {
        PropagationTags.Builder tags = new PropagationTags.Builder();
        long traceIdHigh = 0;
        String error = null;
        int end;
        for (int start = 0; start < header.length(); start = end + 1) {
            end = HeaderText.indexOf(header, ',', start, header.length());
            int equals = HeaderText.indexOf(header, '=', start, end);
            if (equals == end || !PropagatedTag.isName(header, start, equals)) {
                return Decoded.failed(PropagationErrors.DECODING);
            }
            String value = header.substring(equals + 1, end).trim();
            if (!PropagatedTag.isValue(value, 0, value.length())) {
                return Decoded.failed(PropagationErrors.DECODING);
            }
            if (!header.startsWith(PropagationTags.PREFIX, start)) {
                continue;
            }
            String name = PropagatedTag.name(header, start + PropagationTags.PREFIX.length(), equals);
            if (name.equals(PropagationTags.TRACE_ID_HIGH)) {
                traceIdHigh = PropagatedTag.isTraceIdHigh(value) ? Hex.parse(value, 0, 16) : 0;
                error = traceIdHigh == 0 ? PropagationErrors.malformedTraceIdHigh(value) : error;
            } else if (!name.equals(DISCARDED)) {
                String problem = PropagatedTag.problemOf(name, value);
                if (problem == null) {
                    tags.put(name, value);
                } else {
                    error = problem;
                }
            }
        }
        return new Decoded(traceIdHigh, tags.build(), error);
    }

    /** The header's value for {@code context}, or null when there is nothing to say or, reported, it cannot be said. */
    @Nullable
    String encode(SpanContext context) {
        PropagationTags tags = context.propagationTags();
        if (tags.isEmpty() && context.traceIdHigh() == 0) {
            return null;
        }
        if (PropagationErrors.preventsTags(context.propagationError())) {
            return null;
        }
        if (maxLength == 0) {
            context.reportPropagationError(PropagationErrors.DISABLED);
            return null;
        }
        Written latest = latestWritten;
        if (latest.traceIdHigh != context.traceIdHigh() || !latest.tags.equals(tags)) {
            String header = encode(tags, context.traceIdHigh());
            if (header == null) {
                context.reportPropagationError(PropagationErrors.ENCODING);
                return null;
            }
            latest = new Written(tags, context.traceIdHigh(), header);
            latestWritten = latest;
        }
        if (latest.header.length() > maxLength) {
            context.reportPropagationError(PropagationErrors.INJECT_MAX_SIZE);
            return null;
        }
        return latest.header;
    }

    /** Null when a tag cannot be said in a header. */
    private static @Nullable String encode(PropagationTags tags, long traceIdHigh) {
        StringBuilder header = new StringBuilder(96);
        for (int i = 0; i < tags.size(); i++) {
            String name = tags.name(i);
            String value = tags.value(i);
            if (!PropagatedTag.isName(name, 0, name.length()) || !PropagatedTag.isValue(value, 0, value.length())) {
                return null;
            }
            append(header, name, value);
        }
        if (traceIdHigh != 0) {
            append(header, PropagationTags.TRACE_ID_HIGH, TraceIds.highToHex(traceIdHigh));
        }
        return header.toString();
    }

    private static void append(StringBuilder header, String name, String value) {
        if (!header.isEmpty()) {
            header.append(',');
        }
        header.append(name).append('=').append(value);
    }
}
