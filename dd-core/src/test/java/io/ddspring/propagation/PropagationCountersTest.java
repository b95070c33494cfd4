/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PropagationCountersTest {
    private final PropagationCounters counters = new PropagationCounters();
    private final CompositePropagator propagator =
            Propagators.of(counters, "DD_TRACE_PROPAGATION_STYLE=datadog,tracecontext,b3single,b3multi,baggage");

    @Test
    void what_is_written_counts_by_style() {
        propagator.inject(RemoteSpanContext.of(0, 5, 6, 1), new Headers(), Headers.SETTER);
        propagator.inject(
                RemoteSpanContext.withoutTrace().baggage(Map.of("a", "1")).build(), new Headers(), Headers.SETTER);

        assertThat(counters.counters())
                .isEqualTo(Map.of(
                        "headers.injected.datadog", 1L,
                        "headers.injected.tracecontext", 1L,
                        "headers.injected.b3", 1L,
                        "headers.injected.b3multi", 1L,
                        "headers.injected.baggage", 1L));
    }

    @Test
    void what_is_read_counts_by_style() {
        extract(new Headers().add("x-datadog-trace-id", "5").add("b3", "5-6-1").add("baggage", "a=1"));

        assertThat(counters.counters())
                .isEqualTo(Map.of(
                        "headers.extracted.datadog", 1L, "headers.extracted.b3", 1L, "headers.extracted.baggage", 1L));
    }

    @Test
    void headers_that_are_not_there_count_nowhere() {
        extract(new Headers().add("tracestate", "dd=s:1").add("b3", "1").add("x-datadog-origin", "rum"));

        assertThat(counters.counters()).isEmpty();
        assertThat(counters.styles()).containsOnlyKeys("datadog", "tracecontext", "b3", "b3multi", "baggage");
    }

    @Test
    void headers_that_cannot_be_understood_count_by_style() {
        extract(new Headers()
                .add("x-datadog-trace-id", "x")
                .add("traceparent", "00")
                .add("b3", "0-0")
                .add("x-b3-traceid", "5")
                .add("baggage", "a"));
        extract(new Headers().add("traceparent", "00-" + "1".repeat(32) + "-" + "0".repeat(16) + "-01"));

        assertThat(counters.counters())
                .isEqualTo(Map.of(
                        "headers.malformed.datadog", 1L,
                        "headers.malformed.tracecontext", 2L,
                        "headers.malformed.b3", 1L,
                        "headers.malformed.b3multi", 1L,
                        "headers.malformed.baggage", 1L));
    }

    @Test
    void baggage_that_was_cut_counts_by_reason() {
        String many = IntStream.range(0, 65).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
        RemoteSpanContext large = RemoteSpanContext.withoutTrace()
                .baggage(Map.of("a", "x".repeat(9000)))
                .build();

        RemoteSpanContext received = extract(new Headers().add("baggage", many));
        extract(new Headers().add("baggage", "a=1,b=" + "x".repeat(8190)));
        propagator.inject(large, new Headers(), Headers.SETTER);

        assertThat(received.baggage()).hasSize(64);
        assertThat(counters.baggageItemCountExceeded.sum()).isEqualTo(1);
        assertThat(counters.baggageByteCountExceeded.sum()).isEqualTo(2);
        assertThat(counters.counters())
                .containsEntry("headers.truncated.baggage_item_count_exceeded", 1L)
                .containsEntry("headers.truncated.baggage_byte_count_exceeded", 2L)
                .doesNotContainKey("headers.injected.baggage");
    }

    private RemoteSpanContext extract(Headers request) {
        return propagator.extract(request, Headers.GETTER);
    }
}
