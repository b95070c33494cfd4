/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.sampling.SpanSampler;
import io.ddspring.testing.ManualTime;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SingleSpanSamplingTest {
    private static final SamplingDecision DROPPED =
            new SamplingDecision(SamplingPriority.USER_DROP, SamplingMechanism.LOCAL_RULE, Tags.RULE_PSR, 0.5);

    private final ManualTime limiterTime = new ManualTime();

    @Test
    void kept_spans_are_sent_first_and_the_others_after_them() {
        Engine engine = engine("[{\"name\":\"work\"}]");
        Span root = engine.root();
        Span first = engine.child(root);
        Span second = engine.child(root);
        first.finish();
        second.finish();
        root.finish();

        assertThat(engine.chunks()).hasSize(2);
        assertThat(engine.chunks().get(0))
                .extracting(SpanData::spanId)
                .containsExactly(second.context().spanId(), first.context().spanId());
        assertThat(engine.chunks().get(1))
                .extracting(SpanData::spanId)
                .containsExactly(root.context().spanId());
    }

    @Test
    void each_part_is_a_chunk_of_its_own_right() {
        Engine engine = engine("[{\"name\":\"work\"}]");
        Span root = engine.root();
        for (int i = 0; i < 3; i++) {
            engine.child(root).finish();
        }
        root.finish();

        for (List<SpanData> chunk : engine.chunks()) {
            assertThat(RecordedSpans.meta(chunk.get(0)))
                    .containsKey("_dd.p.tid")
                    .containsEntry("_dd.p.ksr", "0.5")
                    .doesNotContainKey("_dd.p.dm");
            assertThat(RecordedSpans.metrics(chunk.get(0))).containsEntry(Tags.SAMPLING_PRIORITY, -1d);
            assertThat(RecordedSpans.metrics(chunk.get(chunk.size() - 1))).containsEntry(Tags.SAMPLING_PRIORITY, -1d);
        }
        assertThat(engine.chunks().get(0).get(1).tag("_dd.p.tid")).isNull();
    }

    @Test
    void a_trace_of_which_every_span_is_kept_stays_in_one_piece() {
        Engine engine = engine("[{}]");
        Span root = engine.root();
        engine.child(root).finish();
        root.finish();

        assertThat(engine.chunk()).hasSize(2).allSatisfy(span -> assertThat(
                        span.metric(Tags.SPAN_SAMPLING_MECHANISM, 0))
                .isEqualTo(8));
    }

    @Test
    void a_trace_of_which_no_span_is_kept_stays_in_one_piece() {
        Engine engine = engine("[{\"name\":\"other\"}]");
        Span root = engine.root();
        engine.child(root).finish();
        root.finish();

        assertThat(engine.chunk()).hasSize(2);
    }

    @Test
    void each_rule_has_a_limit_of_its_own() {
        Engine engine =
                engine("[{\"name\":\"work\",\"max_per_second\":1},{\"name\":\"web.request\",\"max_per_second\":2}]");
        for (int i = 0; i < 3; i++) {
            Span root = engine.root();
            engine.child(root).finish();
            root.finish();
        }

        assertThat(kept(engine)).containsExactlyInAnyOrder("work", "web.request", "web.request");

        limiterTime.pass(Duration.ofSeconds(1));
        engine.root().finish();
        assertThat(kept(engine)).hasSize(4);
    }

    @Test
    void the_id_of_the_span_decides_whether_it_is_in_the_share() {
        // The ids count from 1; the hash of 2 is about 0.12 and that of 3 about 0.18 of all, see the vectors for 1.
        Engine engine = engine("[{\"sample_rate\":0.15}]");
        Span root = engine.root();
        Span child = engine.child(root);
        child.finish();
        root.finish();

        assertThat(engine.sent(root).metric(Tags.SPAN_SAMPLING_RULE_RATE, -1)).isEqualTo(0.15);
        assertThat(engine.sent(child).metric(Tags.SPAN_SAMPLING_RULE_RATE, -1)).isEqualTo(-1);
    }

    @Test
    void the_priority_that_travels_is_not_changed() {
        Engine engine = engine("[{}]");
        Span root = engine.root();
        root.finish();

        assertThat(root.context().samplingPriority()).isEqualTo(SamplingPriority.USER_DROP);
    }

    @Test
    void spans_that_are_sent_ahead_are_looked_at_as_well() {
        Engine engine = engine("[{\"name\":\"work\"}]");
        Span root = engine.root();
        for (int i = 0; i < 1_000; i++) {
            engine.child(root).finish();
        }

        assertThat(kept(engine)).hasSize(1_000);
    }

    private static List<String> kept(Engine engine) {
        return engine.writer.spans().stream()
                .filter(span -> span.metric(Tags.SPAN_SAMPLING_MECHANISM, 0) == 8)
                .map(SpanData::operationName)
                .toList();
    }

    private Engine engine(String rules) {
        Configuration configuration =
                new Configuration(ConfigSources.environment(Map.of("DD_SPAN_SAMPLING_RULES", rules)), problem -> {
                    throw new AssertionError(problem.message());
                });
        return new Engine(
                builder -> builder.sampler(root -> DROPPED).spanSampler(SpanSampler.from(configuration, limiterTime)));
    }
}
