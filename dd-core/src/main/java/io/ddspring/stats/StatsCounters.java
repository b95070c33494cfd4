/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the statistics since the start. Thread-safe. */
final class StatsCounters {
    /** Spans that were counted. */
    final LongAdder hits = new LongAdder();

    /** Spans that were counted in a group with a replaced value, as there were too many values. */
    final LongAdder collapsedSpans = new LongAdder();

    /** Spans that were not looked at, as too many waited. */
    final LongAdder missedSpans = new LongAdder();

    /** Spans that were counted, but whose group was lost: too many groups, or nobody took them. */
    final LongAdder lostHits = new LongAdder();

    final LongAdder payloadsSent = new LongAdder();
    final LongAdder payloadsLost = new LongAdder();

    Map<String, Object> byName() {
        Map<String, Object> byName = new LinkedHashMap<>();
        byName.put("hits", hits.sum());
        byName.put("lost-hits", lostHits.sum());
        byName.put("missed-spans", missedSpans.sum());
        byName.put("collapsed-spans", collapsedSpans.sum());
        byName.put("payloads-sent", payloadsSent.sum());
        byName.put("payloads-lost", payloadsLost.sum());
        return byName;
    }
}
