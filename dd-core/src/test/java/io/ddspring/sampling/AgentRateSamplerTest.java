/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.LogLines;
import io.ddspring.testing.ManualTime;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentRateSamplerTest {
    private final ManualTime time = new ManualTime();
    private final AgentRateSampler sampler = new AgentRateSampler("prod", time);

    @Test
    void everything_is_kept_until_the_agent_gives_a_rate() {
        SamplingDecision decision = sampler.sample(span("shop", null));

        assertDecision(decision, 1, 1);
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

        assertThat(sampler.sample(span(service, env)).rate().value()).isEqualTo(rate);
    }

    @Test
    void everything_is_kept_when_there_is_neither_a_rate_for_the_service_nor_a_common_one() {
        sampler.updateRates(Map.of("service:other,env:prod", 0.0));

        assertThat(sampler.sample(span("shop", null)).rate().value()).isEqualTo(1);
    }

    @Test
    void a_trace_outside_the_share_is_dropped() {
        sampler.updateRates(Map.of("service:,env:", 0.0));

        assertDecision(sampler.sample(span("shop", null)), 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1", "-0.5, 1", "NaN, 1", "Infinity, 1", "0, 0", "1, 1"})
    void a_rate_that_makes_no_sense_keeps_everything(double given, double used) {
        sampler.updateRates(Map.of("service:,env:", given));

        assertThat(sampler.sample(span("shop", null)).rate().value()).isEqualTo(used);
    }

    @Test
    void new_rates_replace_the_ones_before_and_no_rates_change_nothing() {
        sampler.updateRates(Map.of("service:shop,env:prod", 0.5));
        sampler.updateRates(Map.of("service:,env:", 0.25));
        assertThat(sampler.sample(span("shop", null)).rate().value()).isEqualTo(0.25);

        sampler.updateRates(Map.of());
        assertThat(sampler.sample(span("shop", null)).rate().value()).isEqualTo(0.25);
    }

    @Test
    void a_rate_at_most_doubles_and_at_most_once_a_second() {
        assertThat(rateAfter(0.1)).isEqualTo(0.1);
        assertThat(rateAfter(1)).isEqualTo(0.2);

        time.pass(Duration.ofMillis(999));
        assertThat(rateAfter(1)).isEqualTo(0.2);
        time.pass(Duration.ofMillis(1));
        assertThat(rateAfter(1)).isEqualTo(0.4);
        time.pass(Duration.ofSeconds(10));
        assertThat(rateAfter(0.5)).isEqualTo(0.5);
        time.pass(Duration.ofSeconds(1));
        assertThat(rateAfter(1)).isEqualTo(1);
    }

    @Test
    void a_rate_falls_at_once_and_rises_from_nothing_at_once() {
        rateAfter(0.1);
        rateAfter(0.2);

        assertThat(rateAfter(0.05)).isEqualTo(0.05);
        assertThat(rateAfter(0)).isZero();
        assertThat(rateAfter(0.9)).isEqualTo(0.9);
    }

    @Test
    void rates_of_different_services_rise_together_in_one_answer() {
        sampler.updateRates(Map.of("service:shop,env:prod", 0.1, "service:cart,env:prod", 0.2));
        sampler.updateRates(Map.of("service:shop,env:prod", 1.0, "service:cart,env:prod", 1.0));

        assertThat(sampler.sample(span("shop", null)).rate().value()).isEqualTo(0.2);
        assertThat(sampler.sample(span("cart", null)).rate().value()).isEqualTo(0.4);
    }

    @Test
    void a_service_that_gets_its_first_own_rate_has_it_at_once() {
        sampler.updateRates(Map.of("service:,env:", 0.1));
        sampler.updateRates(Map.of("service:,env:", 0.1, "service:shop,env:prod", 0.9));

        assertThat(sampler.sample(span("shop", null)).rate().value()).isEqualTo(0.9);
    }

    @Test
    void a_negative_rate_is_reported_once() {
        try (LogLines log = new LogLines(AgentRateSampler.class)) {
            rateAfter(-0.5);
            rateAfter(-0.5);
            rateAfter(2);

            assertThat(log.warnings()).singleElement().asString().contains("service:shop,env:prod", "-0.5");
        }
    }

    private double rateAfter(double given) {
        sampler.updateRates(Map.of("service:shop,env:prod", given));
        return sampler.sample(span("shop", null)).rate().value();
    }

    private static void assertDecision(SamplingDecision decision, int priority, double rate) {
        assertThat(decision.priority()).isEqualTo(priority);
        assertThat(decision.mechanism()).isEqualTo(SamplingMechanism.AGENT_RATE);
        assertThat(decision.rateMetric()).isEqualTo(Tags.AGENT_PSR);
        assertThat(decision.rate().value()).isEqualTo(rate);
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
