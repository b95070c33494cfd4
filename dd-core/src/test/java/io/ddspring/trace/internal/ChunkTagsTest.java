/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.sampling.AgentRateSampler;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.testing.ManualTime;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTagsTest {
    private static final Set<String> LOCAL_ROOT_ONLY = Set.of(
            "language",
            "runtime-id",
            "_dd.tracer_host",
            "process_id",
            "_dd.trace_span_attribute_schema",
            "_dd.profiling.enabled",
            "_dd.agent_psr");

    private final Engine engine = engine(builder -> builder);

    @Test
    void a_request_of_three_spans_carries_exactly_these_tags() {
        Span request = engine.tracer
                .buildSpan("servlet.request")
                .withTag("component", "tomcat-server")
                .withTag("span.kind", "server")
                .start();
        Span handler = engine.tracer
                .buildSpan("spring.handler")
                .asChildOf(request)
                .withTag("component", "spring-web-controller")
                .withTag("span.kind", "server")
                .start();
        Span query = engine.tracer
                .buildSpan("h2.query")
                .asChildOf(handler)
                .withServiceName("h2", "java-jdbc")
                .withTag("component", "java-jdbc-statement")
                .withTag("span.kind", "client")
                .start();
        query.finish();
        handler.finish();
        request.finish();

        String thread = Thread.currentThread().getName();
        double threadId = Thread.currentThread().getId();
        assertThat(RecordedSpans.meta(engine.sent(request)))
                .containsOnly(
                        Map.entry("_dd.p.dm", "-1"),
                        Map.entry("_dd.p.ksr", "1"),
                        Map.entry("_dd.p.tid", Long.toHexString(ManualTime.START.getEpochSecond()) + "00000000"),
                        Map.entry("thread.name", thread),
                        Map.entry("language", "jvm"),
                        Map.entry("version", "1.2.3"),
                        Map.entry("runtime-id", "runtime-1"),
                        Map.entry("_dd.tracer_host", "host-1"),
                        Map.entry("span.kind", "server"),
                        Map.entry("component", "tomcat-server"),
                        Map.entry("_dd.integration", "tomcat-server"),
                        Map.entry("env", "test"));
        assertThat(RecordedSpans.metrics(engine.sent(request)))
                .containsOnly(
                        Map.entry("_sampling_priority_v1", 1d),
                        Map.entry("_dd.top_level", 1d),
                        Map.entry("thread.id", threadId),
                        Map.entry("process_id", 4711d),
                        Map.entry("_dd.trace_span_attribute_schema", 0d),
                        Map.entry("_dd.agent_psr", 1d),
                        Map.entry("_dd.profiling.enabled", 0d));
        assertThat(RecordedSpans.meta(engine.sent(handler)))
                .containsOnly(
                        Map.entry("thread.name", thread),
                        Map.entry("language", "jvm"),
                        Map.entry("version", "1.2.3"),
                        Map.entry("span.kind", "server"),
                        Map.entry("component", "spring-web-controller"),
                        Map.entry("_dd.integration", "spring-web-controller"),
                        Map.entry("env", "test"));
        assertThat(RecordedSpans.metrics(engine.sent(handler))).containsOnly(Map.entry("thread.id", threadId));
        assertThat(RecordedSpans.meta(engine.sent(query)))
                .containsOnly(
                        Map.entry("thread.name", thread),
                        Map.entry("span.kind", "client"),
                        Map.entry("component", "java-jdbc-statement"),
                        Map.entry("_dd.integration", "java-jdbc-statement"),
                        Map.entry("_dd.base_service", "shop"),
                        Map.entry("_dd.svc_src", "java-jdbc"),
                        Map.entry("env", "test"));
        assertThat(RecordedSpans.metrics(engine.sent(query)))
                .containsOnly(
                        Map.entry("_sampling_priority_v1", 1d),
                        Map.entry("_dd.top_level", 1d),
                        Map.entry("thread.id", threadId));
    }

    @Test
    void process_tags_stay_on_the_local_root_even_if_it_is_not_first() {
        Span root = engine.root();
        Span other = engine.child(root);
        root.finish();
        other.finish();

        assertThat(engine.chunk().get(0).spanId()).isEqualTo(other.context().spanId());
        assertThat(names(engine.sent(root))).containsAll(LOCAL_ROOT_ONLY).doesNotContain("_dd.p.dm", "_dd.p.tid");
        assertThat(names(engine.sent(other)))
                .doesNotContainAnyElementsOf(LOCAL_ROOT_ONLY)
                .contains("_dd.p.dm", "_dd.p.tid", "_dd.p.ksr");
    }

    @Test
    void a_chunk_without_the_local_root_has_no_process_tags() {
        Span root = engine.root();
        root.finish();
        Span late = engine.child(root);
        late.finish();

        assertThat(names(engine.sent(late)))
                .doesNotContainAnyElementsOf(LOCAL_ROOT_ONLY)
                .contains("_dd.p.dm", "_dd.p.tid", "_sampling_priority_v1");
    }

    @ParameterizedTest
    @CsvSource({"server, true", "client, false", "producer, false", "consumer, false", "internal, false"})
    void the_language_is_on_server_spans_and_the_local_root(String kind, boolean present) {
        Span root = engine.root();
        Span child = engine.child(root).setTag(Tags.SPAN_KIND, kind);
        child.finish();
        root.finish();

        assertThat(engine.sent(child).tag(Tags.LANGUAGE)).isEqualTo(present ? "jvm" : null);
        assertThat(engine.sent(root).tag(Tags.LANGUAGE)).isEqualTo("jvm");
    }

    @Test
    void the_first_span_of_a_trace_continued_from_elsewhere_is_top_level_and_has_no_rate() {
        Span root = engine.tracer
                .buildSpan("web")
                .asChildOf(RemoteSpanContext.of(0, 5, 6, 1))
                .start();
        root.finish();

        assertThat(engine.sent().metric(Tags.TOP_LEVEL, 0)).isEqualTo(1);
        assertThat(names(engine.sent())).contains("runtime-id", "process_id").doesNotContain("_dd.agent_psr");
    }

    @Test
    void first_last_and_top_level_spans_show_the_priority() {
        Span root = engine.root();
        Span first = engine.child(root);
        Span middle = engine.child(root);
        Span otherService = engine.child(root).setServiceName("redis", "java-redis");
        Span inside = engine.child(root);
        first.finish();
        middle.finish();
        otherService.finish();
        inside.finish();
        root.finish();

        assertThat(priority(root)).isEqualTo(1);
        assertThat(priority(inside)).isNaN();
        assertThat(priority(otherService)).isEqualTo(1);
        assertThat(priority(middle)).isNaN();
        assertThat(priority(first)).isEqualTo(1);
    }

    @Test
    void a_child_of_another_service_and_its_way_back_are_top_level() {
        Span root = engine.root();
        Span redis = engine.child(root).setServiceName("redis", "java-redis");
        Span within = engine.child(redis);
        Span back = engine.child(within).setServiceName("shop");
        back.finish();
        within.finish();
        redis.finish();
        root.finish();

        assertThat(engine.sent(redis).metric(Tags.TOP_LEVEL, 0)).isEqualTo(1);
        assertThat(engine.sent(within).metric(Tags.TOP_LEVEL, 0)).isZero();
        assertThat(engine.sent(back).metric(Tags.TOP_LEVEL, 0)).isEqualTo(1);
    }

    @Test
    void the_base_service_is_on_spans_of_other_services_only() {
        Span root = engine.root();
        Span same = engine.child(root).setServiceName("SHOP");
        Span other = engine.child(root).setServiceName("h2", "java-jdbc");
        other.finish();
        same.finish();
        root.finish();

        assertThat(engine.sent(other).tag(Tags.BASE_SERVICE)).isEqualTo("shop");
        assertThat(engine.sent(other).tag(Tags.VERSION)).isNull();
        assertThat(engine.sent(same).tag(Tags.BASE_SERVICE)).isNull();
        assertThat(engine.sent(same).tag(Tags.VERSION)).isEqualTo("1.2.3");
        assertThat(engine.sent(root).tag(Tags.BASE_SERVICE)).isNull();
    }

    @Test
    void what_the_application_set_itself_is_kept() {
        Engine tagged = engine(builder -> builder.globalTags(Map.of("team", "a", "tier", "gold")));
        Span root = tagged.root();
        root.setTag("env", "own env").setTag("version", "own version").setTag("team", "own team");
        Span child = tagged.child(root);
        child.finish();
        root.finish();

        assertThat(RecordedSpans.meta(tagged.sent(root)))
                .containsEntry("env", "own env")
                .containsEntry("version", "own version")
                .containsEntry("team", "own team")
                .containsEntry("tier", "gold");
        assertThat(RecordedSpans.meta(tagged.sent(child)))
                .containsEntry("env", "test")
                .containsEntry("version", "1.2.3")
                .containsEntry("team", "a")
                .containsEntry("tier", "gold");
    }

    @Test
    void env_and_version_are_absent_when_they_are_not_known() {
        Engine bare = new Engine(builder -> builder.env(null).version(""));
        bare.root().finish();

        assertThat(names(bare.sent())).doesNotContain("env", "version");
    }

    @Test
    void the_host_is_named_when_that_is_wanted() {
        Engine reporting =
                engine(builder -> builder.reportHostname(true).processIdentity(Engine.PROCESS.withHostname("vm-2")));
        Span root = reporting.root();
        Span child = reporting.child(root);
        child.finish();
        root.finish();

        assertThat(reporting.sent(root).tag("_dd.hostname")).isEqualTo("vm-2");
        assertThat(reporting.sent(root).tag("_dd.tracer_host")).isEqualTo("vm-2");
        assertThat(reporting.sent(child).tag("_dd.hostname")).isNull();
    }

    @Test
    void the_integration_is_always_the_component() {
        Span root = engine.root();
        root.setTag(Tags.INTEGRATION, "wrong").setTag(Tags.COMPONENT, "netty");
        root.setTag(Tags.SPAN_KIND, SpanKind.SERVER).finish();

        assertThat(engine.sent().tag(Tags.INTEGRATION)).isEqualTo("netty");
    }

    @Test
    void the_version_of_the_names_is_on_the_local_root() {
        Engine newer = engine(builder -> builder.attributeSchema(1));
        newer.root().finish();

        assertThat(newer.sent().metric("_dd.trace_span_attribute_schema", -1)).isEqualTo(1);
    }

    @Test
    void every_span_tells_that_traces_are_not_for_performance_monitoring() {
        Engine standalone = engine(builder -> builder.apmEnabled(false));
        Span root = standalone.root();
        Span child = standalone.child(root);
        child.finish();
        root.finish();

        assertThat(standalone.chunk())
                .allSatisfy(span -> assertThat(RecordedSpans.metrics(span)).containsEntry("_dd.apm.enabled", 0d));
    }

    @Test
    void environment_and_configured_tags_are_there_for_the_sampler() {
        Map<String, String> seen = new TreeMap<>();
        Engine sampling = engine(builder -> builder.globalTags(Map.of("region", "eu", "nothing", ""))
                .sampler(root -> {
                    seen.putAll(RecordedSpans.meta(root));
                    return SamplingDecision.KEEP_BY_DEFAULT;
                }));
        sampling.root().finish();

        assertThat(seen)
                .containsEntry("region", "eu")
                .containsEntry("env", "test")
                .doesNotContainKey("nothing");
    }

    private double priority(Span span) {
        return engine.sent(span).metric(Tags.SAMPLING_PRIORITY, Double.NaN);
    }

    private static Set<String> names(SpanData span) {
        Set<String> names = new TreeSet<>(RecordedSpans.meta(span).keySet());
        names.addAll(RecordedSpans.metrics(span).keySet());
        return names;
    }

    private static Engine engine(UnaryOperator<CoreTracerBuilder> more) {
        return new Engine(
                builder -> more.apply(builder.env("test").version("1.2.3").sampler(new AgentRateSampler("test"))));
    }
}
