/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ddspring.trace.CorrelationIds;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import org.junit.jupiter.api.Test;

class CorrelationIdsTest {
    private final CorrelationIds ids = new CorrelationIds("shop", "", "1.2", true);

    @Test
    void the_identity_is_there_without_a_span() {
        assertThat(ids.current()).containsExactly(entry("dd.service", "shop"), entry("dd.version", "1.2"));
        try (Scope scope = Scope.activate(Span.noop())) {
            assertThat(ids.current()).doesNotContainKeys("dd.trace_id", "dd.span_id");
        }
    }

    @Test
    void the_ids_are_those_of_the_active_span() {
        Span span = Span.recordedElsewhere(RemoteSpanContext.of(0xaL, -1, -2, SamplingPriority.UNSET));
        try (Scope scope = Scope.activate(span)) {
            assertThat(ids.current())
                    .containsEntry("dd.trace_id", "000000000000000affffffffffffffff")
                    .containsEntry("dd.span_id", "18446744073709551614");
            assertThat(new CorrelationIds("shop", "", "", false).current())
                    .containsEntry("dd.trace_id", "18446744073709551615");
        }
    }

    @Test
    void a_trace_id_of_64_bits_is_decimal() {
        Span span = Span.recordedElsewhere(RemoteSpanContext.of(0, 7, 8, SamplingPriority.UNSET));

        assertThat(CorrelationIds.traceId(span.context(), true)).isEqualTo("7");
        assertThat(CorrelationIds.spanId(span.context())).isEqualTo("8");
    }
}
