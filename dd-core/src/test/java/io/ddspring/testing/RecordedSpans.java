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
        for (int i = 0; i < span.tagCount(); i++) {
            meta.put(span.tagName(i), span.tagValue(i));
        }
        return meta;
    }

    /** The numeric tags by name. */
    public static Map<String, Double> metrics(SpanData span) {
        Map<String, Double> metrics = new TreeMap<>();
        for (int i = 0; i < span.metricCount(); i++) {
            metrics.put(span.metricName(i), span.metricValue(i));
        }
        return metrics;
    }
}
