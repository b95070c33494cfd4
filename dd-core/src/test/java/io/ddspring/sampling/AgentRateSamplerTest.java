/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentRateSamplerTest {
    private final AgentRateSampler sampler = new AgentRateSampler("prod");

    @ParameterizedTest
    @CsvSource({
        // The lower half of the trace id, and whether it is kept at 0.1, 0.25, 0.5, 0.75 and 0.9.
        "1, true, true, true, true, true",
        "10, false, false, false, true, true",
        "100, true, true, true, true, true",
        "1000, false, true, true, true, true",
        "123456789, false, false, false, false, true",
        "1234567890123456789, false, false, true, true, true",
        "7890123456789012, true, true, true, true, true",
        "9223372036854775807, false, false, true, true, true",
        "9223372036854775808, false, false, true, true, true",
        "18446744073709551615, false, false, false, false, false",
        "12078589664685934330, false, false, false, false, true"
    })
    void every_tracer_decides_the_same_for_the_same_id(
            String id, boolean at10, boolean at25, boolean at50, boolean at75, boolean at90) {
        long low = Long.parseUnsignedLong(id);

        assertThat(AgentRateSampler.isSampled(low, 0.1)).isEqualTo(at10);
        assertThat(AgentRateSampler.isSampled(low, 0.25)).isEqualTo(at25);
        assertThat(AgentRateSampler.isSampled(low, 0.5)).isEqualTo(at50);
        assertThat(AgentRateSampler.isSampled(low, 0.75)).isEqualTo(at75);
        assertThat(AgentRateSampler.isSampled(low, 0.9)).isEqualTo(at90);
        assertThat(AgentRateSampler.isSampled(low, 1)).isTrue();
        assertThat(AgentRateSampler.isSampled(low, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.4999, 0.5, 0.5001, 0.9, 0.999})
    void the_share_that_is_kept_is_the_rate(double rate) {
        int kept = 0;
        for (long id = 1; id <= 100_000; id++) {
            kept += AgentRateSampler.isSampled(id * 0x9E3779B97F4A7C15L, rate) ? 1 : 0;
        }

        assertThat(kept / 100_000d).isBetween(rate - 0.01, rate + 0.01);
    }

    @Test
    void everything_is_kept_until_the_agent_gives_a_rate() {
        SamplingDecision decision = sampler.sample(span("shop", null));

        assertThat(decision).isEqualTo(new SamplingDecision(1, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, , 0.5",
        "SHOP, , 0.5",
        "shop, PROD, 0.5",
        "shop, staging, 0.25",
        "shop, other, 0.125",
        "other, , 0.125"
    })
    void the_rate_is_that_of_service_and_environment_or_the_common_one(String service, String env, double rate) {
        sampler.updateRates(
                Map.of("service:shop,env:prod", 0.5, "service:Shop,env:Staging", 0.25, "service:,env:", 0.125));

        assertThat(sampler.sample(span(service, env)).rate()).isEqualTo(rate);
    }

    @Test
    void everything_is_kept_when_there_is_neither_a_rate_for_the_service_nor_a_common_one() {
        sampler.updateRates(Map.of("service:other,env:prod", 0.0));

        assertThat(sampler.sample(span("shop", null)).rate()).isEqualTo(1);
    }

    @Test
    void a_trace_outside_the_share_is_dropped() {
        sampler.updateRates(Map.of("service:,env:", 0.0));

        assertThat(sampler.sample(span("shop", null)))
                .isEqualTo(new SamplingDecision(0, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, 0));
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1", "-0.5, 1", "NaN, 1", "Infinity, 1", "0, 0", "1, 1"})
    void a_rate_that_makes_no_sense_keeps_everything(double given, double used) {
        sampler.updateRates(Map.of("service:,env:", given));

        assertThat(sampler.sample(span("shop", null)).rate()).isEqualTo(used);
    }

    @Test
    void new_rates_replace_the_ones_before_and_no_rates_change_nothing() {
        sampler.updateRates(Map.of("service:shop,env:prod", 0.5));
        sampler.updateRates(Map.of("service:,env:", 0.25));
        assertThat(sampler.sample(span("shop", null)).rate()).isEqualTo(0.25);

        sampler.updateRates(Map.of());
        assertThat(sampler.sample(span("shop", null)).rate()).isEqualTo(0.25);
    }

    private static SpanData span(String service, String env) {
        Span span = CoreTracer.builder()
                .writer(new InMemoryTraceWriter())
                .service(service)
                .build()
                .buildSpan("web")
                .asChildOf(RemoteSpanContext.of(0, 1, 2, 1))
                .withTag(Tags.ENV, env)
                .start();
        return span.data();
    }
}
