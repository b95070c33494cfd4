/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.Allocation;
import io.ddspring.trace.RemoteSpanContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropagationAllocationTest {
    private static final HeaderSetter<Map<String, String>> NOWHERE = (carrier, name, value) -> {};
    private static final HeaderGetter<Map<String, String>> FROM_MAP = Map::get;
    private static final int BYTES_OF_ONE_CONTEXT = 200;

    @Test
    void a_request_without_headers_of_ours_costs_next_to_nothing() {
        CompositePropagator propagator = Propagators.of();
        Map<String, String> request = Map.of("host", "a");

        double bytes = Allocation.bytesPerRun(() -> propagator.extract(request, FROM_MAP));

        assertThat(bytes).isLessThan(BYTES_OF_ONE_CONTEXT);
    }

    @Test
    void absent_baggage_costs_nothing() {
        CompositePropagator with = Propagators.of();
        CompositePropagator without = Propagators.of("DD_TRACE_PROPAGATION_STYLE=datadog,tracecontext");
        RemoteSpanContext context = RemoteSpanContext.of(1, 5, 6, 1);

        double more = Allocation.bytesPerRun(() -> with.inject(context, Map.of(), NOWHERE))
                - Allocation.bytesPerRun(() -> without.inject(context, Map.of(), NOWHERE));

        assertThat(more).isLessThan(16);
    }

    @Test
    void writing_and_reading_all_default_headers_stays_small() {
        CompositePropagator propagator = Propagators.of();
        Map<String, String> request = Map.of(
                "x-datadog-trace-id", "8687463697196027922",
                "x-datadog-parent-id", "1311768467284833366",
                "x-datadog-sampling-priority", "1",
                "x-datadog-tags", "_dd.p.dm=-1,_dd.p.tid=1234567890123456",
                "traceparent", "00-12345678901234567890123456789012-1234567890123456-01",
                "tracestate", "dd=s:1;p:1234567890123456;t.dm:-1,foo=1");
        RemoteSpanContext context = propagator.extract(request, FROM_MAP);

        assertThat(Allocation.bytesPerRun(() -> propagator.extract(request, FROM_MAP)))
                .isLessThan(900);
        assertThat(Allocation.bytesPerRun(() -> propagator.inject(context, request, NOWHERE)))
                .isLessThan(1_500);
    }
}
