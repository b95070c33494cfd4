/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an Agent expects of the values of a chunk, beyond their types. */
final class ChunkRules {
    private static final long YEAR_2000_NANOS = 946_684_800_000_000_000L;

    private ChunkRules() {}

    static void check(List<ReceivedSpan> chunk, String where, List<String> problems) {
        Set<Long> spanIds = new HashSet<>();
        for (int i = 0; i < chunk.size(); i++) {
            ReceivedSpan span = chunk.get(i);
            String place = where + " span[" + i + "]";
            if (span.traceId() == 0 || span.spanId() == 0) {
                problems.add(place + ": trace_id and span_id must not be 0");
            }
            if (span.traceId() != chunk.get(0).traceId()) {
                problems.add(place + ": belongs to another trace than the first span of its chunk");
            }
            if (!spanIds.add(span.spanId())) {
                problems.add(place + ": span_id " + Long.toUnsignedString(span.spanId()) + " occurs twice");
            }
            if (span.startNanos() < YEAR_2000_NANOS) {
                problems.add(place + ": start " + span.startNanos() + " is before the year 2000");
            }
            if (span.durationNanos() < 0) {
                problems.add(place + ": duration " + span.durationNanos() + " is negative");
            }
            if (span.name().isEmpty()
                    || span.service().isEmpty()
                    || span.resource().isEmpty()) {
                problems.add(place + ": service, name and resource must not be empty");
            }
        }
    }
}
