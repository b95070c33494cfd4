/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.SpanCounts;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanCensusTest {
    private final SpanCounts counts = new SpanCounts();

    @Test
    void spans_are_counted_by_what_recorded_them() {
        SpanCensus.count(List.of(root().tag(Tags.COMPONENT, "tomcat-server"), child(2), child(3)), counts);

        assertThat(counts.byComponent()).containsOnly(Map.entry("tomcat-server", 1L), Map.entry("datadog", 2L));
    }

    @Test
    void local_roots_are_segments_that_began_here_or_elsewhere() {
        SpanCensus.count(List.of(root(), child(2)), counts);
        SpanCensus.count(List.of(continued()), counts);
        SpanCensus.count(List.of(continued()), counts);

        assertThat(counts.newSegments.sum()).isEqualTo(1);
        assertThat(counts.continuedSegments.sum()).isEqualTo(2);
    }

    @Test
    void copies_of_spans_that_go_on_are_counted_when_these_finish() {
        SpanCensus.count(List.of(root().number(Tags.PARTIAL_VERSION, 1), child(2)), counts);
        SpanCensus.count(List.of(root()), counts);

        assertThat(counts.byComponent()).containsOnly(Map.entry("datadog", 2L));
        assertThat(counts.newSegments.sum()).isEqualTo(1);
    }

    @Test
    void spans_that_are_kept_on_their_own_are_counted_where_they_are_sent() {
        SampleSpan kept = child(2).number(Tags.SPAN_SAMPLING_MECHANISM, 8);
        SpanCensus.countUnsent(List.of(root(), kept, child(3)), counts);
        assertThat(counts.byComponent()).containsOnly(Map.entry("datadog", 2L));

        SpanCensus.count(List.of(kept), counts);

        assertThat(counts.byComponent()).containsOnly(Map.entry("datadog", 3L));
        assertThat(counts.newSegments.sum()).isEqualTo(1);
        assertThat(counts.continuedSegments.sum()).isZero();
    }

    private static SampleSpan root() {
        return new SampleSpan().ids(1, 1, 0);
    }

    private static SampleSpan child(long id) {
        return new SampleSpan().ids(1, id, 1);
    }

    private static SampleSpan continued() {
        return new SampleSpan().ids(1, 2, 99).entry();
    }
}
