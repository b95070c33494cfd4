/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.Faults;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.testing.LogLines;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingDecisionTest {
    private final List<String> judged = new ArrayList<>();
    private SamplingDecision answer = agentRate(SamplingPriority.SAMPLER_KEEP, 0.25);
    private final Engine engine = new Engine(builder -> builder.sampler(this::judge));
    private final Span root = engine.root();
    private final Span child = engine.child(root);

    @Test
    void it_is_taken_when_the_trace_is_sent_and_not_before() {
        assertThat(root.context().samplingPriority()).isEqualTo(SamplingPriority.UNSET);
        child.finish();
        assertThat(judged).isEmpty();

        root.setResourceName("as it is at the end");
        root.finish();

        assertThat(judged).containsExactly("web.request as it is at the end");
        assertThat(root.context().samplingPriority()).isEqualTo(SamplingPriority.SAMPLER_KEEP);
    }

    @Test
    void it_is_taken_earlier_when_it_is_to_leave_the_process_and_then_it_is_final() {
        assertThat(child.context().decideSamplingPriority()).isEqualTo(SamplingPriority.SAMPLER_KEEP);
        answer = agentRate(SamplingPriority.SAMPLER_DROP, 0.25);

        assertThat(root.context().decideSamplingPriority()).isEqualTo(SamplingPriority.SAMPLER_KEEP);
        finish();

        assertThat(judged).containsExactly("web.request web.request");
        assertThat(priority()).isEqualTo(1);
    }

    @Test
    void a_kept_trace_names_mechanism_and_rate() {
        finish();

        SpanData sent = engine.sent(root);
        assertThat(sent.tag("_dd.p.dm")).isEqualTo("-1");
        assertThat(sent.tag("_dd.p.ksr")).isEqualTo("0.25");
        assertThat(sent.metric(Tags.AGENT_PSR, -1)).isEqualTo(0.25);
        assertThat(engine.sent(child).metric(Tags.AGENT_PSR, -1)).isEqualTo(-1);
    }

    @Test
    void a_dropped_trace_names_the_rate_but_no_decision_maker() {
        answer = agentRate(SamplingPriority.SAMPLER_DROP, 0.25);
        finish();

        SpanData sent = engine.sent(root);
        assertThat(priority()).isZero();
        assertThat(sent.tag("_dd.p.dm")).isNull();
        assertThat(sent.metric(Tags.AGENT_PSR, -1)).isEqualTo(0.25);
        assertThat(root.context().propagationTags().get(PropagationTags.DECISION_MAKER))
                .isNull();
    }

    @Test
    void a_decision_without_rate_names_none() {
        answer = SamplingDecision.KEEP_BY_DEFAULT;
        finish();

        SpanData sent = engine.sent(root);
        assertThat(sent.tag("_dd.p.dm")).isEqualTo("-0");
        assertThat(sent.tag("_dd.p.ksr")).isNull();
        assertThat(sent.metric(Tags.AGENT_PSR, -1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0.1, 0.1",
        "0.5, 0.5",
        "0.0000005, 0.000001",
        "0.0000004, 0",
        "0.1234565, 0.123457",
        "0.100000, 0.1",
        "0.75000049, 0.75"
    })
    void the_applied_rate_is_written_with_at_most_six_decimals(double rate, String text) {
        answer = agentRate(SamplingPriority.SAMPLER_KEEP, rate);

        root.context().decideSamplingPriority();

        assertThat(root.context().propagationTags().get(PropagationTags.SAMPLING_RATE))
                .isEqualTo(text);
    }

    @Test
    void keeping_by_hand_asks_no_sampler_and_reports_no_rate() {
        root.setTag(Tags.MANUAL_KEEP, true);
        finish();

        assertThat(judged).isEmpty();
        assertManuallyKept();
    }

    @Test
    void keeping_by_hand_overrides_a_decision_that_has_left_the_process() {
        answer = agentRate(SamplingPriority.SAMPLER_DROP, 0.25);
        root.context().decideSamplingPriority();

        child.setTag(Tags.MANUAL_KEEP, true);
        finish();

        assertManuallyKept();
    }

    @Test
    void keeping_by_hand_overrides_dropping_by_hand() {
        root.setTag(Tags.MANUAL_DROP, true).setTag(Tags.MANUAL_KEEP, true);
        finish();

        assertManuallyKept();
    }

    @Test
    void dropping_by_hand_asks_no_sampler() {
        root.setTag(Tags.MANUAL_DROP, true);
        finish();

        assertThat(judged).isEmpty();
        assertThat(priority()).isEqualTo(-1);
        assertThat(engine.sent(root).tag("_dd.p.dm")).isNull();
        assertThat(engine.sent(root).metric(Tags.AGENT_PSR, -1)).isEqualTo(-1);
    }

    @Test
    void dropping_by_hand_does_not_override_a_decision() {
        root.context().decideSamplingPriority();
        root.setTag(Tags.MANUAL_DROP, true);
        finish();

        assertThat(priority()).isEqualTo(1);
        assertThat(engine.sent(root).tag("_dd.p.dm")).isEqualTo("-1");
    }

    @Test
    void dropping_by_hand_does_not_override_keeping_by_hand() {
        root.setTag(Tags.MANUAL_KEEP, true).setTag(Tags.MANUAL_DROP, true);
        finish();

        assertManuallyKept();
    }

    @Test
    void a_security_product_keeps_the_trace_and_is_named() {
        root.context().decideSamplingPriority();
        child.setTag("asm.keep", true);
        finish();

        SpanData sent = engine.sent(root);
        assertThat(priority()).isEqualTo(2);
        assertThat(sent.tag("_dd.p.dm")).isEqualTo("-5");
        assertThat(sent.tag("_dd.p.ts")).isEqualTo("02");
        assertThat(sent.tag("_dd.p.ksr")).isNull();
        assertThat(sent.metric(Tags.AGENT_PSR, -1)).isEqualTo(-1);
    }

    @Test
    void a_processor_can_still_keep_the_trace() {
        Engine keeping = new Engine(builder -> builder.sampler(this::judge)
                .processors(List.of(spans -> spans.get(0).setTag(Tags.MANUAL_KEEP, true))));
        Span span = keeping.root();
        span.finish();

        assertThat(judged).isEmpty();
        assertThat(keeping.sent(span).metric(Tags.SAMPLING_PRIORITY, 0)).isEqualTo(2);
    }

    @Test
    void a_failing_sampler_keeps_the_trace_and_is_recorded() {
        long before = Faults.shared().count("sampler");
        Engine failing = new Engine(builder -> builder.sampler(span -> {
            throw new IllegalStateException("no");
        }));
        Span span = failing.root();
        try (LogLines log = new LogLines(Faults.class)) {
            span.finish();
        }

        assertThat(failing.sent(span).metric(Tags.SAMPLING_PRIORITY, 0)).isEqualTo(1);
        assertThat(failing.sent(span).tag("_dd.p.dm")).isEqualTo("-0");
        assertThat(Faults.shared().count("sampler") - before).isEqualTo(1);
    }

    @Test
    void every_span_of_the_trace_shows_the_same_decision() {
        SpanContext ofChild = child.context();
        root.context().decideSamplingPriority();

        assertThat(ofChild.samplingPriority()).isEqualTo(1);
        assertThat(ofChild.propagationTags()).isEqualTo(root.context().propagationTags());
    }

    private SamplingDecision judge(SpanData span) {
        judged.add(span.operationName() + " " + span.resourceName());
        return answer;
    }

    private void finish() {
        child.finish();
        root.finish();
    }

    private double priority() {
        return engine.sent(root).metric(Tags.SAMPLING_PRIORITY, Double.NaN);
    }

    private void assertManuallyKept() {
        SpanData sent = engine.sent(root);
        assertThat(priority()).isEqualTo(2);
        assertThat(sent.tag("_dd.p.dm")).isEqualTo("-4");
        assertThat(sent.tag("_dd.p.ksr")).isNull();
        assertThat(sent.metric(Tags.AGENT_PSR, -1)).isEqualTo(-1);
    }

    private static SamplingDecision agentRate(int priority, double rate) {
        return new SamplingDecision(priority, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, rate);
    }
}
