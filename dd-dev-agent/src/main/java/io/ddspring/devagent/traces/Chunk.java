/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Spans of one trace that arrived together.
 *
 * @param spans at least one
 * @param encoding makes the same as MessagePack of version 0.4, the form in which they are kept: it is compact and its size is
 *     known
 * @param flaws what is wrong with them though they can be shown
 */
record Chunk(List<Span> spans, Supplier<byte[]> encoding, Flaws flaws) {
    /** Makes it anew every time. */
    byte[] encoded() {
        return encoding.get();
    }

    long traceId() {
        return spans.get(0).traceId();
    }

    /** Why an Agent would drop this chunk though it can be read. */
    Optional<String> defect() {
        if (spans.stream().anyMatch(span -> span.traceId() == 0 || span.spanId() == 0)) {
            return Optional.of("a span whose trace_id or span_id is 0");
        }
        if (spans.stream().anyMatch(span -> span.traceId() != traceId())) {
            return Optional.of("spans of different traces");
        }
        return Optional.empty();
    }
}
