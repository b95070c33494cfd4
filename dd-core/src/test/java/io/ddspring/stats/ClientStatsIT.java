/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.test.ReceivedStats;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.DeliveryTags;
import io.ddspring.writer.TraceProtocol;
import io.ddspring.writer.WriterSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole engine with an Agent that leaves statistics to clients. */
class ClientStatsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Sampler DROP_ALL =
            root -> new SamplingDecision(SamplingPriority.SAMPLER_DROP, SamplingMechanism.DEFAULT, Tags.AGENT_PSR, 0);
    private static final StatsSettings SETTINGS =
            new StatsSettings(true, true, false, 2_048, List.of(), Set.of(), false);

    private final FakeAgent agent = FakeAgent.start().info(AgentInfo.withClientStats());
    private final TracerHealth health = new TracerHealth();

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    @Test
    void with_sample_rate_0_no_trace_arrives_but_every_span_is_counted() {
        Engine engine = started(SETTINGS);
        for (int i = 0; i < 500; i++) {
            request(engine.tracer, false);
        }
        engine.tracer.close();

        assertThat(agent.traces()).isEmpty();
        assertThat(agent.problems()).isEmpty();
        assertThat(agent.stats()).hasSize(1);
        assertThat(hits("web.request")).isEqualTo(500);
        assertThat(hits("db.query")).isEqualTo(1_000);
        assertThat(hits("internal.work")).isZero();
        assertThat(health.p0TracesDropped.sum()).isEqualTo(500);
        assertThat(health.p0SpansDropped.sum()).isEqualTo(2_000);
        assertThat(finishedSpans()).isEqualTo(2_000);
        assertThat(health.spans.newSegments.sum()).isEqualTo(500);
        assertThat(health.statsBuckets.sum()).isPositive();
        assertThat(engine.stats.status())
                .containsEntry("state", "active")
                .containsEntry("payloads-sent", 1L)
                .containsEntry("hits", 1_500L)
                .containsEntry("missed-spans", 0L)
                .containsEntry("lost-hits", 0L);
    }

    @Test
    void failed_requests_are_sent_and_tell_the_agent_what_was_not() {
        Engine engine = started(SETTINGS);
        request(engine.tracer, false);
        request(engine.tracer, false);
        request(engine.tracer, true);
        engine.tracer.flush(PATIENCE);

        assertThat(agent.traces()).hasSize(1);
        ReceivedRequest payload = onlyPayload();
        assertThat(payload.header("Datadog-Client-Computed-Stats")).isEqualTo("true");
        assertThat(payload.header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("2");
        assertThat(payload.header("Datadog-Client-Dropped-P0-Spans")).isEqualTo("8");

        engine.tracer.close();
        assertThat(agent.stats().get(0).groups())
                .filteredOn(group -> group.name().equals("web.request"))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.hits()).isEqualTo(3);
                    assertThat(group.errors()).isEqualTo(1);
                });
        assertThat(finishedSpans()).isEqualTo(12);
    }

    @Test
    void what_was_not_sent_is_told_once_and_again_only_if_the_payload_was_not_taken() {
        Engine engine = started(SETTINGS);
        request(engine.tracer, false);
        agent.answer("/v0.4/traces", request -> Answer.text(503, "busy"));
        request(engine.tracer, true);
        engine.tracer.flush(PATIENCE);
        request(engine.tracer, false);
        agent.answer("/v0.4/traces", request -> Answer.json("{}"));
        request(engine.tracer, true);
        engine.tracer.flush(PATIENCE);
        request(engine.tracer, true);
        engine.tracer.flush(PATIENCE);
        engine.tracer.close();

        assertThat(agent.requests("/v0.4/traces"))
                .extracting(payload -> payload.header("Datadog-Client-Dropped-P0-Traces"))
                .containsExactly("1", "2", "0");
        assertThat(agent.requests("/v0.4/traces"))
                .extracting(payload -> payload.header("Datadog-Client-Dropped-P0-Spans"))
                .containsExactly("4", "8", "0");
    }

    @Test
    void an_agent_that_is_too_old_gets_all_traces_and_no_statistics() {
        agent.info(AgentInfo.withClientStats().withVersion("7.64.0"));
        Engine engine = started(SETTINGS);
        request(engine.tracer, false);
        engine.tracer.close();

        assertThat(agent.traces()).hasSize(1);
        assertThat(agent.requests("/v0.6/stats")).isEmpty();
        assertThat(onlyPayload().header("Datadog-Client-Computed-Stats")).isNull();
        assertThat(onlyPayload().header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("0");
        assertThat(engine.stats.status())
                .containsEntry("state", "inactive")
                .containsEntry("reason", "the Agent's version '7.64.0' is not known to be at least 7.65");
    }

    @Test
    void what_is_done_before_the_agent_is_known_is_counted_and_sent_only_if_needed() {
        Engine engine = created(SETTINGS);
        request(engine.tracer, false);
        request(engine.tracer, true);
        request(engine.tracer, false);
        assertThat(engine.stats.status()).containsEntry("state", "waiting");
        engine.writer.start();
        engine.tracer.flush(PATIENCE);
        engine.tracer.close();

        assertThat(agent.traces()).hasSize(1);
        assertThat(agent.spans()).anyMatch(span -> span.error() == 1);
        assertThat(onlyPayload().header("Datadog-Client-Computed-Stats")).isEqualTo("true");
        assertThat(onlyPayload().header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("2");
        assertThat(onlyPayload().header("Datadog-Client-Dropped-P0-Spans")).isEqualTo("8");
        assertThat(hits("web.request")).isEqualTo(3);
        assertThat(finishedSpans()).isEqualTo(12);
    }

    @Test
    void before_the_agent_is_known_nothing_is_lost_if_it_wants_all_traces() {
        agent.info(AgentInfo.defaults());
        Engine engine = created(SETTINGS);
        request(engine.tracer, false);
        engine.writer.start();
        engine.tracer.flush(PATIENCE);
        engine.tracer.close();

        assertThat(agent.traces()).hasSize(1);
        assertThat(onlyPayload().header("Datadog-Client-Computed-Stats")).isNull();
        assertThat(agent.stats()).isEmpty();
    }

    @Test
    void without_performance_monitoring_the_agent_computes_none_either() {
        Engine engine = started(new StatsSettings(true, false, false, 2_048, List.of(), Set.of(), false));
        request(engine.tracer, false);
        engine.tracer.close();

        assertThat(agent.traces()).hasSize(1);
        assertThat(onlyPayload().header("Datadog-Client-Computed-Stats")).isEqualTo("true");
        assertThat(agent.requests("/v0.6/stats")).isEmpty();
    }

    @Test
    void statistics_have_only_the_headers_that_are_meant_for_them() {
        Engine engine = started(SETTINGS);
        request(engine.tracer, false);
        engine.tracer.close();

        ReceivedRequest request = agent.requests("/v0.6/stats").get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("Content-Type")).isEqualTo("application/msgpack");
        assertThat(request.header("Content-Length")).isEqualTo(String.valueOf(request.body().length));
        assertThat(request.headerNames())
                .contains(
                        "Datadog-Meta-Lang",
                        "Datadog-Meta-Lang-Version",
                        "Datadog-Meta-Lang-Interpreter",
                        "Datadog-Meta-Lang-Interpreter-Vendor",
                        "Datadog-Meta-Tracer-Version")
                .noneMatch(name -> name.startsWith("Datadog-Client-"))
                .doesNotContain("Datadog-Obfuscation-Version");
    }

    @Test
    void traces_that_the_agent_does_not_want_are_neither_sent_nor_counted() {
        agent.info(AgentInfo.withClientStats().with("ignore_resources", List.of("^GET /health")));
        Engine engine = started(SETTINGS);
        Span root = engine.tracer
                .buildSpan("web.request")
                .withResourceName("GET /health/live")
                .start();
        engine.tracer
                .buildSpan("db.query")
                .asChildOf(root)
                .start()
                .setError(true)
                .finish();
        root.finish();
        request(engine.tracer, true);
        engine.tracer.close();

        assertThat(agent.traces()).hasSize(1);
        assertThat(hits("web.request")).isEqualTo(1);
        assertThat(onlyPayload().header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("0");
        assertThat(engine.stats.status()).containsEntry("traces-filtered", 1L);
    }

    @Test
    void an_agent_without_the_endpoint_after_all_gets_all_traces_until_it_describes_itself_anew() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        agent.answer("/v0.6/stats", request -> {
            asked.countDown();
            return Answer.text(404, "404 page not found");
        });
        Engine engine = started(SETTINGS);
        request(engine.tracer, false);
        engine.writer.stop(PATIENCE);
        assertThat(asked.getCount()).isZero();
        assertThat(engine.stats.status())
                .containsEntry("state", "inactive")
                .containsEntry("payloads-lost", 1L)
                .containsEntry("lost-hits", 3L);

        request(engine.tracer, false);
        assertThat(health.p0TracesDropped.sum()).isEqualTo(1);
        engine.tracer.close();
    }

    @Test
    void statistics_that_the_agent_does_not_take_are_counted_as_lost() {
        agent.answer("/v0.6/stats", request -> Answer.text(503, "busy"));
        Engine engine = started(SETTINGS);
        request(engine.tracer, false);
        engine.tracer.close();

        assertThat(engine.stats.status())
                .containsEntry("state", "active")
                .containsEntry("payloads-sent", 0L)
                .containsEntry("payloads-lost", 1L)
                .containsEntry("lost-hits", 3L)
                .containsEntry("last-error", "it answers with status 503");
    }

    @Test
    void no_thread_is_left_after_closing() {
        Engine engine = started(SETTINGS);
        request(engine.tracer, false);
        engine.tracer.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dd-stats", "dd-trace-writer");
    }

    private record Engine(CoreTracer tracer, AgentTraceWriter writer, ClientStats stats) {}

    /** An engine whose writer has asked the Agent what it can do. */
    private Engine started(StatsSettings settings) {
        Engine engine = created(settings);
        engine.writer.start();
        agent.awaitRequests("/info", 1);
        engine.writer.flush(PATIENCE);
        return engine;
    }

    private Engine created(StatsSettings settings) {
        AgentClient client = new AgentClient(
                AgentAddressSettings.of(AgentAddress.parse(agent.url().toString())), PATIENCE, Map.of(), null);
        StatsSource source = new StatsSource("shop", "test", "1", "", "runtime-1", () -> "");
        ClientStats stats = new ClientStats(settings, source, client, health);
        WriterSettings hourly = new WriterSettings(TraceProtocol.V04, Duration.ofHours(1), 1 << 20, 1_024, 32 * 1_024);
        AgentTraceWriter writer = new AgentTraceWriter(hourly, client, health, rates -> {}, DeliveryTags.none(), stats);
        stats.runAlong(writer);
        CoreTracer tracer = CoreTracer.builder()
                .writer(writer)
                .service("shop")
                .sampler(DROP_ALL)
                .health(health)
                .chunkPolicy(stats::policy)
                .build();
        return new Engine(tracer, writer, stats);
    }

    /** A request with two queries and some work of its own. */
    private static void request(CoreTracer tracer, boolean fails) {
        Span root = tracer.buildSpan("web.request").ignoreActiveSpan().start();
        for (int i = 0; i < 2; i++) {
            tracer.buildSpan("db.query")
                    .asChildOf(root)
                    .withTag(Tags.SPAN_KIND, SpanKind.CLIENT)
                    .start()
                    .finish();
        }
        tracer.buildSpan("internal.work").asChildOf(root).start().finish();
        root.setError(fails).finish();
    }

    private ReceivedRequest onlyPayload() {
        List<ReceivedRequest> payloads = agent.requests("/v0.4/traces");
        assertThat(payloads).hasSize(1);
        return payloads.get(0);
    }

    private long finishedSpans() {
        return health.spans.byComponent().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long hits(String operation) {
        return agent.stats().stream()
                .flatMap(payload -> payload.groups().stream())
                .filter(group -> group.name().equals(operation))
                .mapToLong(ReceivedStats::hits)
                .sum();
    }
}
