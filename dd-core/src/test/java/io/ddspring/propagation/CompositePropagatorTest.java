/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.metrics.Faults;
import io.ddspring.testing.LogLines;
import io.ddspring.trace.RemoteSpanContext;
import org.junit.jupiter.api.Test;

class CompositePropagatorTest {
    private static final String W3C_FIRST = "DD_TRACE_PROPAGATION_STYLE=tracecontext,datadog";

    private final Headers bothStyles = new Headers()
            .add("x-datadog-trace-id", "5")
            .add("x-datadog-parent-id", "6")
            .add("traceparent", "00-00000000000000000000000000000007-0000000000000008-01");

    @Test
    void it_names_all_headers_that_it_may_write() {
        assertThat(Propagators.of().fields())
                .containsExactly(
                        "x-datadog-trace-id",
                        "x-datadog-parent-id",
                        "x-datadog-sampling-priority",
                        "x-datadog-origin",
                        "x-datadog-tags",
                        "traceparent",
                        "tracestate",
                        "baggage");
    }

    @Test
    void the_first_style_with_a_trace_wins_and_the_other_trace_is_linked() {
        RemoteSpanContext datadogFirst = Propagators.of().extract(bothStyles, Headers.GETTER);
        RemoteSpanContext w3cFirst = Propagators.of(W3C_FIRST).extract(bothStyles, Headers.GETTER);

        assertThat(datadogFirst.traceIdLow()).isEqualTo(5);
        assertThat(datadogFirst.links()).singleElement().satisfies(link -> {
            assertThat(link.traceIdLow()).isEqualTo(7);
            assertThat(link.traceFlags()).isEqualTo(1);
            assertThat(link.attributes()).containsEntry("context_headers", "tracecontext");
        });
        assertThat(w3cFirst.traceIdLow()).isEqualTo(7);
        assertThat(w3cFirst.links()).singleElement().satisfies(link -> {
            assertThat(link.traceIdLow()).isEqualTo(5);
            assertThat(link.traceFlags()).isZero();
            assertThat(link.attributes()).containsEntry("context_headers", "datadog");
        });
    }

    @Test
    void a_later_style_other_than_w3c_adds_nothing_to_the_same_trace() {
        Headers headers = new Headers()
                .add("x-datadog-trace-id", "7")
                .add("x-datadog-parent-id", "6")
                .add("x-datadog-sampling-priority", "2")
                .add("traceparent", "00-00000000000000000000000000000007-0000000000000008-01");

        RemoteSpanContext found = Propagators.of(W3C_FIRST).extract(headers, Headers.GETTER);

        assertThat(found.spanId()).isEqualTo(8);
        assertThat(found.samplingPriority()).isEqualTo(1);
        assertThat(found.lastDatadogParentId()).isNull();
        assertThat(found.links()).isEmpty();
    }

    @Test
    void traces_that_differ_in_the_upper_half_only_are_different() {
        Headers headers = new Headers()
                .add("x-datadog-trace-id", "7")
                .add("x-datadog-tags", "_dd.p.tid=1111111111111111")
                .add("traceparent", "00-22222222222222220000000000000007-0000000000000008-01");

        assertThat(Propagators.of().extract(headers, Headers.GETTER).links()).hasSize(1);
    }

    @Test
    void headers_without_a_trace_are_no_context() {
        assertThat(Propagators.of().extract(new Headers(), Headers.GETTER)).isNull();
    }

    @Test
    void a_style_that_fails_to_read_is_recorded_and_leaves_the_others_alone() {
        HeaderGetter<Headers> partlyFailing = (headers, name) -> {
            if (name.startsWith("x-")) {
                throw new IllegalStateException("no");
            }
            return headers.first(name);
        };
        long before = Faults.shared().count("propagation.extract.datadog");
        try (LogLines log = new LogLines(Faults.class)) {
            RemoteSpanContext found = Propagators.of().extract(bothStyles, partlyFailing);

            assertThat(found.traceIdLow()).isEqualTo(7);
        }
        assertThat(Faults.shared().count("propagation.extract.datadog") - before)
                .isEqualTo(1);
    }

    @Test
    void headers_that_cannot_be_written_are_a_matter_of_whoever_injects() {
        UnsupportedOperationException failure = new UnsupportedOperationException("read-only");
        HeaderSetter<Headers> readOnly = (headers, name, value) -> {
            throw failure;
        };

        assertThatThrownBy(() -> Propagators.of().inject(RemoteSpanContext.of(0, 1, 2, 1), new Headers(), readOnly))
                .isSameAs(failure);
    }

    @Test
    void a_reader_of_single_headers_is_enough() {
        HeaderGetter<Headers> single = Headers::first;

        assertThat(Propagators.of()
                        .extract(
                                new Headers().add("traceparent", "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01"),
                                single)
                        .samplingPriority())
                .isEqualTo(1);
    }
}
