/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.testing;

import io.ddspring.trace.SpanData;
import java.util.Map;
import java.util.TreeMap;

/** What spans recorded, in a form that is easy to compare. */
public final class RecordedSpans {
    private RecordedSpans() {}

    /** The text tags by name. */
    public static Map<String, String> meta(SpanData span) {
        Map<String, String> meta = new TreeMap<>();
        span.forEachTag(meta::put);
        return meta;
    }

    /** The numeric tags by name. */
    public static Map<String, Double> metrics(SpanData span) {
        Map<String, Double> metrics = new TreeMap<>();
        span.forEachMetric(metrics::put);
        return metrics;
    }
}
