/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.metrics.SpanCounts;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.List;

/** Counts finished spans by what recorded them, each once: with those that are sent, or with those that are not. */
public final class SpanCensus {
    private SpanCensus() {}

    /** Counts the spans of a chunk that was given to the writer. */
    static void count(List<? extends SpanData> chunk, SpanCounts counts) {
        for (int i = 0, size = chunk.size(); i < size; i++) {
            SpanData span = chunk.get(i);
            // Copies of spans that go on come before these have finished.
            if (span.metric(Tags.PARTIAL_VERSION, 0) == 0) {
                count(span, counts);
            }
        }
    }

    /** Counts those spans of a chunk that are not given to the writer: all but those that are kept on their own. */
    public static void countUnsent(List<? extends SpanData> chunk, SpanCounts counts) {
        for (int i = 0, size = chunk.size(); i < size; i++) {
            SpanData span = chunk.get(i);
            if (span.metric(Tags.SPAN_SAMPLING_MECHANISM, 0) == 0) {
                count(span, counts);
            }
        }
    }

    private static void count(SpanData span, SpanCounts counts) {
        counts.finished(span.tag(Tags.COMPONENT));
        if (span.isLocalRoot()) {
            (span.parentId() == 0 ? counts.newSegments : counts.continuedSegments).increment();
        }
    }
}
