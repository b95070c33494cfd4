/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.context.Context;
import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.TraceSampler;
import io.ddspring.testing.Allocation;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.TraceWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Upper bounds that leave room for other virtual machines and small additions, but not for a new list per tag. */
class SpanAllocationTest {
    private final CoreTracer tracer = tracer(builder -> builder);

    @Test
    void a_trace_of_one_span_with_five_tags_allocates_less_than_2000_bytes() {
        assertThat(bytesPerTrace(tracer)).isLessThan(2_000);
    }

    @Test
    void deciding_by_rules_within_a_limit_costs_less_than_500_bytes_more() {
        CoreTracer byRules = sampling(Map.of(
                "DD_TRACE_SAMPLING_RULES",
                "[{\"service\":\"a*\"},{\"resource\":\"GET /?*\"},{\"tags\":{\"peer.port\":\"80*\"}},{\"name\":\"s*t\"}]",
                "DD_TRACE_RATE_LIMIT",
                "-1"));

        assertThat(bytesPerTrace(byRules) - bytesPerTrace(sampling(Map.of()))).isLessThan(500);
    }

    @Test
    void remembering_why_a_trace_was_kept_costs_less_than_200_bytes_more() {
        CoreTracer remembering = tracer(builder -> builder.decisionLog(new DecisionLog(1_000)));

        assertThat(bytesPerTrace(remembering) - bytesPerTrace(tracer)).isLessThan(200);
    }

    @Test
    void a_further_span_with_five_tags_allocates_less_than_900_bytes() {
        Span root = tracer.buildSpan("servlet.request").start();

        assertThat(Allocation.bytesPerRun(() ->
                        finish(tracer.buildSpan("h2.query").asChildOf(root).start())))
                .isLessThan(900);
    }

    @Test
    void setting_a_tag_again_allocates_at_most_the_number() {
        Span span = tracer.buildSpan("servlet.request").start();

        assertThat(Allocation.bytesPerRun(() -> span.setTag("component", "netty")
                        .setTag("span.kind", "server")
                        .setTag("http.retries", 3)
                        .setTag("ratio", 0.5)
                        .setTag("flag", true)))
                .isLessThan(25);
    }

    @Test
    void activating_a_span_allocates_little_and_reading_the_active_one_nothing() {
        Span span = tracer.buildSpan("servlet.request").start();

        assertThat(Allocation.bytesPerRun(() -> {
                    try (Scope scope = tracer.activate(span)) {
                        scope.span();
                    }
                }))
                .isLessThan(160);
        try (Scope scope = tracer.activate(span)) {
            assertThat(Allocation.bytesPerRun(() -> {
                        tracer.activeSpan();
                        Context.current();
                    }))
                    .isLessThan(1);
        }
    }

    @Test
    void the_trace_id_for_log_lines_is_made_once() {
        Span span = tracer.buildSpan("servlet.request").start();

        assertThat(Allocation.bytesPerRun(() -> span.context().traceIdHex())).isLessThan(1);
    }

    private static double bytesPerTrace(CoreTracer tracer) {
        return Allocation.bytesPerRun(() ->
                finish(tracer.buildSpan("servlet.request").ignoreActiveSpan().start()));
    }

    private static CoreTracer sampling(Map<String, String> variables) {
        Configuration configuration = new Configuration(ConfigSources.environment(variables));
        return tracer(builder -> builder.sampler(TraceSampler.from(configuration)));
    }

    private static CoreTracer tracer(UnaryOperator<CoreTracerBuilder> settings) {
        return settings.apply(CoreTracer.builder().writer(new DiscardingWriter()))
                .build();
    }

    private static final class DiscardingWriter implements TraceWriter {
        @Override
        public void write(List<? extends SpanData> chunk) {}

        @Override
        public void flush(Duration budget) {}

        @Override
        public void close() {}
    }

    private static void finish(Span span) {
        span.setTag("component", "java-jdbc-statement")
                .setTag("span.kind", "client")
                .setTag("db.type", "h2")
                .setTag("peer.port", 5_432)
                .setResourceName("select * from orders where id = ?")
                .setTag("db.pool.name", "HikariPool-1")
                .finish();
    }
}
