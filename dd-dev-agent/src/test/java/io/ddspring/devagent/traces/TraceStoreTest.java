/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import static io.ddspring.devagent.traces.Payloads.map;
import static io.ddspring.devagent.traces.Payloads.span;
import static io.ddspring.devagent.traces.Payloads.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceStoreTest {
    private static final long MANY_BYTES = 1 << 20;

    private final TraceStore store = new TraceStore(3, MANY_BYTES);

    @Test
    void keeps_the_last_traces_newest_first() throws MalformedPayloadException {
        for (int id = 1; id <= 5; id++) {
            add(store, span(id, 1, 0, "a"));
        }

        assertThat(store.newestFirst()).extracting(StoredTrace::traceId).containsExactly(5L, 4L, 3L);
        assertThat(store.find(1)).isEmpty();
        assertThat(store.find(4)).isPresent();
        assertThat(store.evictedCount()).isEqualTo(2);
    }

    @Test
    void merges_the_chunks_of_a_trace_in_any_order() throws MalformedPayloadException {
        Map<String, Object> child = with(span(9, 5, 1, "child"), "error", 1);
        child.put("service", "db");
        child.put("start", Payloads.START_NANOS + 10);
        Map<String, Object> root = span(9, 1, 0, "root");
        root.put("meta", map("_dd.p.tid", "6b02996c00000000", "http.status_code", "500"));
        root.put("start", Payloads.START_NANOS + 20);
        root.put("duration", 2_000_000L);

        add(store, child);
        add(store, root);

        StoredTrace trace = store.find(9).orElseThrow();
        assertThat(trace.idHex()).isEqualTo("6b02996c000000000000000000000009");
        assertThat(trace.root().name()).isEqualTo("root");
        assertThat(trace.root().httpStatus()).isEqualTo("500");
        assertThat(trace.spanCount()).isEqualTo(2);
        assertThat(trace.errorCount()).isEqualTo(1);
        assertThat(trace.services()).containsExactly("db", "shop");
        assertThat(trace.startNanos()).isEqualTo(Payloads.START_NANOS + 10);
        assertThat(trace.endNanos()).isEqualTo(Payloads.START_NANOS + 2_000_020);
        assertThat(trace.spans().map(Span::name)).containsExactly("child", "root");
    }

    @Test
    void without_a_root_the_span_that_started_first_stands_for_the_trace() throws MalformedPayloadException {
        add(store, span(9, 7, 3, "late"), span(9, 5, 3, "early"), span(9, 6, 3, "middle"));

        assertThat(store.find(9).orElseThrow().root().name()).isEqualTo("early");
    }

    @Test
    void is_bounded_by_bytes() throws MalformedPayloadException {
        long one = StoredTrace.of(chunk(span(1, 1, 0, "a"))).encodedBytes();
        TraceStore small = new TraceStore(1000, one * 5);

        for (int id = 1; id <= 20; id++) {
            add(small, span(id, 1, 0, "a"));
        }

        assertThat(small.newestFirst()).extracting(StoredTrace::traceId).containsExactly(20L, 19L, 18L, 17L, 16L);
    }

    @Test
    void a_trace_that_grows_without_end_does_not_push_out_the_others() throws MalformedPayloadException {
        long one = StoredTrace.of(chunk(span(1, 1, 0, "a"))).encodedBytes();
        TraceStore small = new TraceStore(1000, one * 8);
        add(small, span(1, 1, 0, "a"));

        assertThat(small.add(chunk(span(2, 1, 0, "a")))).isTrue();
        assertThat(small.add(chunk(span(2, 2, 1, "a")))).isTrue();
        assertThat(small.add(chunk(span(2, 3, 1, "a")))).isFalse();

        assertThat(small.find(2).orElseThrow().spanCount()).isEqualTo(2);
        assertThat(small.find(1)).isPresent();
    }

    @Test
    void forgets_everything_on_request() throws MalformedPayloadException {
        long one = StoredTrace.of(chunk(span(1, 1, 0, "a"))).encodedBytes();
        TraceStore small = new TraceStore(1000, one * 5);
        for (int id = 1; id <= 9; id++) {
            add(small, span(id, 1, 0, "a"));
        }

        small.clear();

        assertThat(small.newestFirst()).isEmpty();
        assertThat(small.evictedCount()).isZero();
        for (int id = 1; id <= 5; id++) {
            add(small, span(id, 1, 0, "a"));
        }
        assertThat(small.newestFirst()).hasSize(5);
    }

    private static void add(TraceStore store, Map<?, ?>... spans) throws MalformedPayloadException {
        assertThat(store.add(chunk(spans))).isTrue();
    }

    static Chunk chunk(Map<?, ?>... spans) throws MalformedPayloadException {
        return PayloadDecoder.decode(Payloads.encode(List.of(List.of(spans))))
                .chunks()
                .get(0);
    }
}
