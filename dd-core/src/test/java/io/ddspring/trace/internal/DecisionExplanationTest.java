/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.LoggedDecision;
import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SpanSampler;
import io.ddspring.sampling.TraceDecision;
import io.ddspring.sampling.TraceSampler;
import io.ddspring.testing.ManualTime;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanLink;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecisionExplanationTest {
    private final DecisionLog log = new DecisionLog(3);
    private final ManualTime limiterTime = new ManualTime();

    @Test
    void a_trace_without_any_rate_is_kept_because_the_agent_gave_none() {
        Engine engine = engine(Map.of());
        Span root = finished(engine);

        assertThat(explain(root))
                .containsEntry("trace-id", root.context().traceIdHex())
                .containsEntry("kept", true)
                .containsEntry("priority", 1)
                .containsEntry("priority-name", "sampler-keep")
                .containsEntry("mechanism", 1)
                .containsEntry("mechanism-name", "agent-rate")
                .containsEntry("because", "the Agent has given no rate for it")
                .containsEntry("rate", 1d)
                .containsEntry("agent-rate-key", "")
                .doesNotContainKeys("rule", "limiter", "incoming", "overridden");
        assertThat(explain(root))
                .extractingByKey("root", MAP)
                .containsEntry("service", "shop")
                .containsEntry("name", "web.request")
                .containsEntry("resource", "GET /");
        assertThat(explain(root))
                .extractingByKey("spans", MAP)
                .containsEntry("sent", 1)
                .containsEntry("kept-singly", 0)
                .containsEntry("dropped-before-sending", 0);
    }

    @Test
    void the_agents_rate_is_told_with_its_key() {
        Sampler sampler = sampler(Map.of());
        ((TraceSampler) sampler).updateAgentRates(Map.of("service:Shop,env:", 0.0));
        Span root = finished(engine(sampler, Map.of()));

        assertThat(explain(root))
                .containsEntry("kept", false)
                .containsEntry("agent-rate-key", "service:shop,env:")
                .containsEntry("rate", 0d)
                .containsEntry("because", "it is outside the share that the Agent wants");
    }

    @Test
    void a_rule_is_told_with_its_text_and_place() {
        Engine engine = engine(
                Map.of("DD_TRACE_SAMPLING_RULES", "[{\"name\":\"x\"},{\"resource\":\"GET*\",\"sample_rate\":0}]"));

        assertThat(explain(finished(engine)))
                .containsEntry("priority", -1)
                .containsEntry("mechanism", 3)
                .containsEntry("because", "it is outside the share that the rule keeps")
                .extractingByKey("rule", MAP)
                .containsEntry("text", "{\"resource\":\"GET*\",\"sample_rate\":0}")
                .containsEntry("provenance", "local")
                .containsEntry("index", 1);
    }

    @Test
    void a_remote_rule_is_told_with_who_made_it() {
        Configuration remote = new Configuration(ConfigSources.texts(
                Map.of(
                        "dd.trace.sampling-rules",
                        "[{\"service\":\"shop\",\"sample_rate\":1,\"provenance\":\"customer\"}]"),
                ConfigOrigin.REMOTE_CONFIG,
                "a remote configuration"));
        Sampler sampler = TraceSampler.from(remote, limiterTime);

        assertThat(explain(finished(engine(sampler, Map.of()))))
                .containsEntry("mechanism", 11)
                .extractingByKey("rule", MAP)
                .containsEntry("provenance", "customer")
                .containsEntry("index", 0);
    }

    @Test
    void the_limiter_is_told_when_it_was_asked() {
        Engine engine = engine(Map.of("DD_TRACE_SAMPLE_RATE", "1", "DD_TRACE_RATE_LIMIT", "1"));
        Span kept = finished(engine);
        Span limited = finished(engine);

        assertThat(explain(kept))
                .containsEntry("because", "it is in the share that the rule keeps")
                .extractingByKey("limiter", MAP)
                .containsEntry("allowed", true)
                .containsEntry("effective-rate", 1d);
        assertThat(explain(limited))
                .containsEntry("because", "the rule keeps it, but the rate limit is reached")
                .extractingByKey("limiter", MAP)
                .containsEntry("allowed", false)
                .containsEntry("effective-rate", 0.5);
        assertThat(explain(limited))
                .extractingByKey("rule", MAP)
                .containsEntry("text", "dd.trace.sample-rate=1.0")
                .doesNotContainKey("index");
    }

    @Test
    void an_override_is_told_with_what_it_overrode() {
        Engine engine = engine(Map.of("DD_TRACE_SAMPLE_RATE", "0"));
        Span root = engine.root();
        root.context().decideSamplingPriority();
        root.setTag("manual.keep", true).finish();

        assertThat(explain(root))
                .containsEntry("priority", 2)
                .containsEntry("mechanism-name", "manual")
                .containsEntry("because", "the application keeps it")
                .doesNotContainKey("rule")
                .extractingByKey("overridden", MAP)
                .containsEntry("priority", -1)
                .containsEntry("mechanism-name", "rule")
                .containsKey("rule");
    }

    @Test
    void dropping_by_hand_and_keeping_for_security_are_told() {
        Engine engine = engine(Map.of());
        Span dropped = engine.root();
        dropped.setTag("manual.drop", true).finish();
        Span attacked = engine.root();
        attacked.setTag("asm.keep", true).finish();

        assertThat(explain(dropped)).containsEntry("because", "the application drops it");
        assertThat(explain(attacked))
                .containsEntry("because", "a security product wants it")
                .containsEntry("wanted-by", "02");
    }

    @Test
    void a_change_after_the_first_chunk_is_told_as_well() {
        Engine engine = engine(Map.of("DD_TRACE_SAMPLE_RATE", "0"));
        Span root = engine.root();
        for (int i = 0; i < 1_000; i++) {
            engine.child(root).finish();
        }
        assertThat(explain(root)).containsEntry("kept", false);

        root.setTag("manual.keep", true).setResourceName("POST /");
        root.finish();

        assertThat(explain(root)).containsEntry("kept", true).doesNotContainKey("earlier");
        assertThat(explain(root)).extractingByKey("root", MAP).containsEntry("resource", "POST /");
        assertThat(explain(root)).extractingByKey("spans", MAP).containsEntry("sent", 1_001);
    }

    @Test
    void a_resource_that_was_not_known_yet_is_told() {
        Engine engine = engine(Map.of());
        Span root = engine.root();
        root.context().decideSamplingPriority();
        root.setResourceName("GET /orders/{id}").finish();

        assertThat(explain(root)).containsEntry("resource-when-decided", "web.request");
    }

    @Test
    void what_came_with_the_request_is_told() {
        Engine engine = engine(Map.of("DD_TRACE_SAMPLE_RATE", "1"));
        SpanLink conflict = new SpanLink(
                0, 255, 16, 0, null, Map.of("reason", "terminated_context", "context_headers", "tracecontext"));
        RemoteSpanContext remote = RemoteSpanContext.builder(0, 77, 5)
                .samplingPriority(0)
                .origin("rum")
                .propagationTags(PropagationTags.EMPTY.with("_dd.p.dm", "-4").with("_dd.p.ksr", "0.5"))
                .baggage(Map.of("user", "secret"))
                .links(List.of(conflict))
                .propagationError("extract_max_size")
                .headerStyle("datadog")
                .build();
        engine.tracer.buildSpan("web").asChildOf(remote).start().finish();

        Map<String, Object> explained = Objects.requireNonNull(log.explain("77"));
        assertThat(explained)
                .containsEntry("kept", false)
                .containsEntry("because", "the sender of the request had decided")
                .containsEntry("mechanism", 4)
                .extractingByKey("incoming", MAP)
                .containsEntry("continued", true)
                .containsEntry("header-style", "datadog")
                .containsEntry("priority", 0)
                .containsEntry("origin", "rum")
                .containsEntry("error", "extract_max_size")
                .containsEntry("_dd.p.ksr", "0.5")
                .extractingByKey("links", LIST)
                .singleElement()
                .isEqualTo(Map.of(
                        "reason",
                        "terminated_context",
                        "context_headers",
                        "tracecontext",
                        "trace-id",
                        "000000000000000000000000000000ff",
                        "span-id",
                        "0000000000000010"));
        assertThat(explained.toString()).doesNotContain("secret");
    }

    @Test
    void headers_without_a_trace_are_told() {
        Engine engine = engine(Map.of());
        Span root = engine.tracer
                .buildSpan("web")
                .asChildOf(RemoteSpanContext.builder(0, 0, 0)
                        .samplingPriority(Integer.MIN_VALUE)
                        .propagationError("decoding_error")
                        .build())
                .start();
        root.finish();

        assertThat(explain(root))
                .containsEntry("mechanism-name", "agent-rate")
                .extractingByKey("incoming", MAP)
                .containsEntry("continued", false)
                .containsEntry("error", "decoding_error")
                .doesNotContainKey("priority");
    }

    @Test
    void single_spans_that_were_kept_are_counted() {
        Engine engine = engine(Map.of("DD_TRACE_SAMPLE_RATE", "0", "DD_SPAN_SAMPLING_RULES", "[{\"name\":\"work\"}]"));
        Span root = engine.root();
        engine.child(root).finish();
        engine.child(root).finish();
        root.finish();

        assertThat(explain(root))
                .extractingByKey("spans", MAP)
                .containsEntry("sent", 3)
                .containsEntry("kept-singly", 2);
    }

    @Test
    void spans_that_were_dropped_before_sending_are_counted() {
        LoggedDecision logged = new LoggedDecision(0, 77, null);
        log.add(logged);
        assertThat(log.explain("77")).isNull();

        logged.update(Objects.requireNonNull(engine(Map.of()).root().data()), TraceDecision.received(0), null);
        logged.withheld("client statistics count it", 3);

        assertThat(Objects.requireNonNull(log.explain("77")))
                .extractingByKey("spans", MAP)
                .containsEntry("sent", 0)
                .containsEntry("dropped-before-sending", 3)
                .containsEntry("dropped-because", "client statistics count it");
    }

    @Test
    void a_standalone_service_is_told() {
        Span root = finished(engine(Map.of("DD_APM_TRACING_ENABLED", "false")));

        assertThat(explain(root)).containsEntry("because", "performance monitoring is off; one trace a minute is kept");
    }

    @Test
    void a_long_resource_is_shortened() {
        Engine engine = engine(Map.of());
        Span root = engine.root();
        root.setResourceName("x".repeat(100_000)).finish();

        assertThat(explain(root).toString()).hasSizeLessThan(2_000);
    }

    private Map<String, Object> explain(Span span) {
        return Objects.requireNonNull(log.explain(span.context().traceIdHex()));
    }

    private static Span finished(Engine engine) {
        Span root = engine.root();
        root.setResourceName("GET /").finish();
        return root;
    }

    private Engine engine(Map<String, String> variables) {
        return engine(sampler(variables), variables);
    }

    private Engine engine(Sampler sampler, Map<String, String> variables) {
        return new Engine(builder -> builder.sampler(sampler)
                .spanSampler(SpanSampler.from(configuration(variables), limiterTime))
                .decisionLog(log));
    }

    private Sampler sampler(Map<String, String> variables) {
        return TraceSampler.from(configuration(variables), limiterTime);
    }

    private static Configuration configuration(Map<String, String> variables) {
        return new Configuration(ConfigSources.environment(variables), problem -> {
            throw new AssertionError(problem.message());
        });
    }
}
