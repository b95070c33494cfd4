/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.TraceInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LongRunningTracesTest {
    private final AtomicBoolean agentTakesThem = new AtomicBoolean(true);
    private final List<Span> intercepted = new ArrayList<>();
    private final Engine engine =
            new Engine(builder -> builder.longRunning(settings()).interceptors(List.of(new TraceInterceptor() {
                @Override
                public Collection<? extends Span> onTraceComplete(Collection<? extends Span> trace) {
                    intercepted.addAll(trace);
                    return trace;
                }

                @Override
                public int priority() {
                    return 0;
                }
            })));

    @Test
    void open_spans_are_sent_after_the_first_delay_and_then_at_every_interval() {
        Span root = engine.root().setTag("job", "import");
        pass(Duration.ofMillis(19_999));
        assertThat(engine.chunks()).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(engine.chunks()).hasSize(1);
        pass(Duration.ofMillis(119_999));
        assertThat(engine.chunks()).hasSize(1);
        pass(Duration.ofMillis(1));
        assertThat(engine.chunks()).hasSize(2);

        SpanData first = engine.chunks().get(0).get(0);
        assertThat(first.spanId()).isEqualTo(root.context().spanId());
        assertThat(first.durationNanos()).isEqualTo(Duration.ofSeconds(20).toNanos());
        assertThat(RecordedSpans.meta(first)).containsEntry("job", "import").containsKeys("runtime-id", "_dd.p.dm");
        assertThat(RecordedSpans.metrics(first))
                .containsEntry("_dd.partial_version", 1d)
                .containsEntry("_sampling_priority_v1", 1d)
                .containsEntry("_dd.top_level", 1d)
                .doesNotContainKey("_dd.was_long_running");
        assertThat(engine.chunks().get(1).get(0).metric(Tags.PARTIAL_VERSION, 0))
                .isEqualTo(2);
    }

    @Test
    void at_its_end_a_span_tells_that_it_was_sent_before() {
        Span root = engine.root();
        pass(Duration.ofSeconds(20));
        Span late = engine.child(root);
        late.finish();
        root.finish();

        List<SpanData> last = engine.chunks().get(1);
        assertThat(last)
                .extracting(SpanData::spanId)
                .containsExactly(root.context().spanId(), late.context().spanId());
        assertThat(RecordedSpans.metrics(last.get(0)))
                .containsEntry("_dd.was_long_running", 1d)
                .doesNotContainKey("_dd.partial_version");
        assertThat(RecordedSpans.metrics(last.get(1))).doesNotContainKey("_dd.was_long_running");
    }

    @Test
    void finished_spans_are_sent_in_a_chunk_of_their_own_and_not_again() {
        Span root = engine.root();
        Span open = engine.child(root);
        Span done = engine.child(open);
        done.finish();
        pass(Duration.ofSeconds(20));

        assertThat(engine.chunks()).hasSize(2);
        assertThat(engine.chunks().get(0))
                .extracting(SpanData::spanId)
                .containsExactly(done.context().spanId());
        assertThat(engine.chunks().get(0).get(0).metric(Tags.PARTIAL_VERSION, 0))
                .isZero();
        assertThat(engine.chunks().get(1))
                .extracting(SpanData::spanId)
                .containsExactly(root.context().spanId(), open.context().spanId());
        assertThat(engine.chunks().get(1).get(1).parentId())
                .isEqualTo(root.context().spanId());
    }

    @Test
    void what_is_done_to_a_copy_does_not_touch_the_span() {
        Span root = engine.root();
        pass(Duration.ofSeconds(20));
        Span copy = intercepted.get(0);
        copy.setTag("a", "b");
        copy.finish();

        assertThat(root.isRecording()).isTrue();
        root.finish();
        assertThat(engine.chunks()).hasSize(2);
        assertThat(engine.chunks().get(1).get(0).tag("a")).isNull();
    }

    @Test
    void what_has_ended_is_sent_once() {
        Span root = engine.root();
        Span abandoned = engine.root();
        abandoned.abandon();
        root.finish();
        pass(Duration.ofMinutes(10));

        assertThat(engine.chunks()).hasSize(1);
    }

    @Test
    void nothing_is_sent_while_the_agent_does_not_take_it() {
        agentTakesThem.set(false);
        engine.root();
        pass(Duration.ofSeconds(60));
        assertThat(engine.chunks()).isEmpty();

        agentTakesThem.set(true);
        pass(Duration.ofSeconds(1));
        assertThat(engine.chunks()).hasSize(1);
    }

    @Test
    void traces_that_are_not_kept_are_sent_at_their_end_only() {
        Engine dropping = new Engine(builder -> builder.longRunning(settings())
                .sampler(root -> new SamplingDecision(
                        SamplingPriority.SAMPLER_DROP, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, 0)));
        Span root = dropping.root();
        dropping.time.pass(Duration.ofSeconds(60));
        dropping.tracer.completeDueSegments();
        assertThat(dropping.chunks()).isEmpty();

        root.finish();
        assertThat(dropping.chunks()).hasSize(1);
    }

    @Test
    void what_was_forgotten_is_given_up_after_half_a_day() {
        engine.root();
        pass(Duration.ofHours(12));
        int sent = engine.chunks().size();
        pass(Duration.ofHours(1));
        pass(Duration.ofHours(1));

        assertThat(sent).isEqualTo(1);
        assertThat(engine.chunks()).hasSize(sent);
    }

    @Test
    void it_is_off_unless_configured() {
        assertThat(LongRunningSettings.from(new Configuration(key -> null), () -> true))
                .isNull();
        LongRunningSettings settings = settings();
        assertThat(settings.initial()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(120));
    }

    private LongRunningSettings settings() {
        LongRunningSettings settings = LongRunningSettings.from(
                new Configuration(
                        ConfigSources.environment(Map.of("DD_TRACE_EXPERIMENTAL_LONG_RUNNING_ENABLED", "true"))),
                agentTakesThem::get);
        assertThat(settings).isNotNull();
        return settings;
    }

    private void pass(Duration time) {
        engine.time.pass(time);
        engine.tracer.completeDueSegments();
    }
}
