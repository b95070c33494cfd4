/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tags;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptLatencyTest {
    @ParameterizedTest
    @CsvSource({"500, 501, 2", "500, 500, 0", "500, 10, 0", "0, 5000, 0"})
    void a_trace_that_takes_longer_is_kept(int thresholdMillis, int millis, int priority) {
        Engine engine = engine(Duration.ofMillis(thresholdMillis));
        Span root = engine.root();
        engine.time.pass(Duration.ofMillis(millis));
        root.finish();

        assertThat(engine.sent().metric(Tags.SAMPLING_PRIORITY, 9)).isEqualTo(priority);
        assertThat(engine.sent().tag("_dd.p.dm")).isEqualTo(priority == 2 ? "-4" : null);
    }

    @Test
    void what_the_application_drops_stays_dropped() {
        Engine engine = engine(Duration.ofMillis(500));
        Span root = engine.root().setTag("manual.drop", true);
        engine.time.pass(Duration.ofSeconds(1));
        root.finish();

        assertThat(engine.sent().metric(Tags.SAMPLING_PRIORITY, 9)).isEqualTo(SamplingPriority.USER_DROP);
    }

    private static Engine engine(Duration threshold) {
        return new Engine(builder -> builder.keptLatency(threshold)
                .sampler(root -> new SamplingDecision(
                        SamplingPriority.SAMPLER_DROP, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, 0)));
    }
}
