/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of statistics that are computed of spans, since the start. Thread-safe; counting never blocks. */
public final class StatsCounters {
    /** Spans that were counted. */
    public final LongAdder hits = new LongAdder();

    /** Spans that were counted in a group with a replaced value, as there were too many values. */
    public final LongAdder collapsedSpans = new LongAdder();

    /** Spans that were not looked at, as too many waited. */
    public final LongAdder missedSpans = new LongAdder();

    /** Spans that were counted, but whose group was lost: too many groups, or nobody took them. */
    public final LongAdder lostHits = new LongAdder();

    public final LongAdder payloadsSent = new LongAdder();
    public final LongAdder payloadsLost = new LongAdder();

    /** Every counter by its name, for status pages. */
    public Map<String, Object> byName() {
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
