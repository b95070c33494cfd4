/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.event.EventHub;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.propagation.Propagator;
import io.ddspring.sampling.Sampler;
import io.ddspring.trace.CorrelationIds;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.TraceInterceptor;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.InMemoryTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class DdTracingAutoConfigurationTest {
    private final ApplicationContextRunner contexts =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class));

    private final ApplicationContextRunner recording =
            contexts.withBean("ddTraceWriter", InMemoryTraceWriter.class, InMemoryTraceWriter::new);

    @Test
    void a_tracer_that_sends_to_the_agent_is_there_by_default() {
        contexts.run(context -> {
            assertThat(context).hasBean("ddTracer").hasSingleBean(AgentTraceWriter.class);
            assertThat(context).hasSingleBean(Propagator.class).hasSingleBean(EventHub.class);
            assertThat(context.getBean(Tracer.class).startSpan("work").isRecording())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "off"})
    void switched_off_the_tracer_records_nothing_and_has_no_parts(String off) {
        contexts.withPropertyValues("dd.trace.enabled=" + off).run(context -> {
            assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.noop());
            assertThat(context)
                    .doesNotHaveBean(TraceWriter.class)
                    .doesNotHaveBean(Propagator.class)
                    .doesNotHaveBean(Sampler.class)
                    .doesNotHaveBean(TracerLifecycle.class);
        });
    }

    @Test
    void every_part_gives_way_to_one_of_the_application() {
        recording
                .withBean("mine", Tracer.class, Tracer::noop)
                .withBean("myHub", EventHub.class, EventHub::new)
                .run(context -> {
                    assertThat(context).hasSingleBean(Tracer.class).hasSingleBean(TraceWriter.class);
                    assertThat(context).hasSingleBean(EventHub.class).doesNotHaveBean("ddEventHub");
                    assertThat(context).doesNotHaveBean(TracerLifecycle.class);
                });
    }

    @Test
    void spans_carry_service_environment_version_and_global_tags() {
        recording
                .withPropertyValues(
                        "dd.service=shop", "dd.env=staging", "dd.version=1.2", "dd.tags=team:cart,tier:gold")
                .run(context -> {
                    context.getBean(Tracer.class).startSpan("work").finish();

                    SpanData span = context.getBean(InMemoryTraceWriter.class)
                            .awaitSpans(1)
                            .get(0);
                    assertThat(span.serviceName()).isEqualTo("shop");
                    assertThat(span.tag("env")).isEqualTo("staging");
                    assertThat(span.tag("version")).isEqualTo("1.2");
                    assertThat(span.tag("team")).isEqualTo("cart");
                    assertThat(span.tag("tier")).isEqualTo("gold");
                });
    }

    @Test
    void headers_are_read_and_written_in_the_configured_styles_and_counted() {
        recording
                .withPropertyValues("dd.trace.propagation-style=b3multi,baggage", "dd.trace.baggage-tag-keys=tenant")
                .run(context -> {
                    Propagator propagator = context.getBean(Propagator.class);
                    Map<String, String> request =
                            Map.of("x-b3-traceid", "5", "x-b3-spanid", "6", "b3", "7-8-1", "baggage", "tenant=a");
                    Span span = context.getBean(Tracer.class)
                            .buildSpan("work")
                            .asChildOf(propagator.extract(request, Map::get))
                            .start();
                    Map<String, String> sentOn = new HashMap<>();
                    propagator.inject(span.context(), sentOn, Map::put);
                    span.finish();

                    assertThat(span.context().traceIdLow()).isEqualTo(5);
                    assertThat(sentOn)
                            .containsOnlyKeys("x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "baggage")
                            .containsEntry("baggage", "tenant=a");
                    assertThat(context.getBean(InMemoryTraceWriter.class)
                                    .awaitSpans(1)
                                    .get(0)
                                    .tag("baggage.tenant"))
                            .isEqualTo("a");
                    assertThat(context.getBean(TracerHealth.class).counters())
                            .containsEntry("headers.extracted.b3multi", 1L)
                            .containsEntry("headers.injected.baggage", 1L);
                });
    }

    @Test
    void the_ids_of_the_active_span_are_at_hand() {
        recording.withPropertyValues("dd.service=shop", "dd.env=staging").run(context -> {
            CorrelationIds ids = context.getBean(CorrelationIds.class);
            Tracer tracer = context.getBean(Tracer.class);
            try (Scope scope = tracer.activate(tracer.startSpan("work"))) {
                assertThat(ids.current())
                        .containsEntry("dd.trace_id", scope.span().context().traceIdHex())
                        .containsEntry("dd.service", "shop")
                        .containsEntry("dd.env", "staging");
            }
        });
    }

    @Test
    void services_are_renamed_and_the_host_is_named_as_configured() {
        recording
                .withPropertyValues(
                        "dd.service=shop",
                        "dd.service-mapping=old:new",
                        "dd.hostname=web-1",
                        "dd.trace.report-hostname=true")
                .run(context -> {
                    context.getBean(Tracer.class)
                            .buildSpan("work")
                            .withServiceName("old")
                            .start()
                            .finish();

                    SpanData span = context.getBean(InMemoryTraceWriter.class)
                            .awaitSpans(1)
                            .get(0);
                    assertThat(span.serviceName()).isEqualTo("new");
                    assertThat(span.tag("_dd.hostname")).isEqualTo("web-1");
                });
    }

    @Test
    void traces_are_kept_as_configured() {
        recording
                .withPropertyValues(
                        "dd.trace.sampling-rules=[{\"name\":\"health\",\"sample_rate\":0}]",
                        "dd.span-sampling-rules=[{\"name\":\"health\"}]",
                        "dd.trace.sample-rate=1")
                .run(context -> {
                    assertThat(priorityOf("health", context)).isEqualTo(-1);
                    assertThat(context.getBean(InMemoryTraceWriter.class)
                                    .spans()
                                    .get(0)
                                    .metric("_dd.span_sampling.mechanism", 0))
                            .isEqualTo(8);
                    assertThat(priorityOf("work", context)).isEqualTo(2);
                });
    }

    @Test
    void calls_are_described_as_configured() {
        recording
                .withPropertyValues(
                        "dd.trace.span-attribute-schema=v1",
                        "dd.trace.peer-service-mapping=db1:orders",
                        "dd.stack-trace-length-limit=100",
                        "dd.apm-tracing-enabled=false",
                        "dd.trace.keep-latency-threshold-ms=5")
                .run(context -> {
                    long now = System.currentTimeMillis() * 1_000_000;
                    context.getBean(Tracer.class)
                            .buildSpan("work")
                            .withStartTime(now)
                            .withTag("span.kind", "client")
                            .withTag("peer.hostname", "db1")
                            .start()
                            .recordError(new IllegalStateException())
                            .finish(now + 6_000_000);

                    SpanData span = context.getBean(InMemoryTraceWriter.class)
                            .awaitSpans(1)
                            .get(0);
                    assertThat(span.metric("_dd.trace_span_attribute_schema", -1))
                            .isEqualTo(1);
                    assertThat(span.tag("peer.service")).isEqualTo("orders");
                    assertThat(span.tag("error.stack")).hasSizeLessThanOrEqualTo(100);
                    assertThat(span.metric("_dd.apm.enabled", -1)).isZero();
                    assertThat(span.metric("_sampling_priority_v1", -1)).isEqualTo(2);
                });
    }

    @Test
    void one_trace_is_kept_without_performance_monitoring() {
        recording.withPropertyValues("dd.apm.tracing.enabled=false").run(context -> {
            assertThat(priorityOf("work", context)).isEqualTo(1);
            assertThat(priorityOf("work", context)).isZero();
            assertThat(context.getBean(InMemoryTraceWriter.class).spans())
                    .allSatisfy(span ->
                            assertThat(span.metric("_dd.apm.enabled", -1)).isZero());
        });
    }

    private static double priorityOf(String name, ApplicationContext context) {
        Span span =
                context.getBean(Tracer.class).buildSpan(name).ignoreActiveSpan().start();
        span.finish();
        return context.getBean(InMemoryTraceWriter.class).spans().stream()
                .filter(sent -> sent.spanId() == span.context().spanId())
                .findFirst()
                .orElseThrow()
                .metric("_sampling_priority_v1", Double.NaN);
    }

    @Test
    void interceptors_of_the_application_run_before_the_traces_are_sent() {
        TraceInterceptor tagging = new TraceInterceptor() {
            @Override
            public Collection<? extends Span> onTraceComplete(Collection<? extends Span> trace) {
                trace.forEach(span -> span.setTag("seen", "yes"));
                return trace;
            }

            @Override
            public int priority() {
                return 1;
            }
        };
        recording.withBean(TraceInterceptor.class, () -> tagging).run(context -> {
            context.getBean(Tracer.class).startSpan("work").finish();

            assertThat(context.getBean(InMemoryTraceWriter.class).awaitSpans(1))
                    .singleElement()
                    .satisfies(span -> assertThat(span.tag("seen")).isEqualTo("yes"));
        });
    }

    @Test
    void static_access_answers_with_the_newest_tracer_that_is_running() {
        recording.run(outer -> {
            Tracer first = outer.getBean(Tracer.class);
            recording.run(inner -> assertThat(Tracer.current())
                    .isSameAs(inner.getBean(Tracer.class))
                    .isNotSameAs(first));
            assertThat(Tracer.current()).isSameAs(first);
        });
        assertThat(Tracer.current()).isSameAs(Tracer.noop());
    }

    @Test
    void span_processors_of_the_application_see_finished_spans() {
        recording.withUserConfiguration(WithProcessor.class).run(context -> {
            context.getBean(Tracer.class).startSpan("work").finish();

            assertThat(context.getBean(InMemoryTraceWriter.class).awaitSpans(1))
                    .singleElement()
                    .satisfies(span -> assertThat(span.tag("seen")).isEqualTo("yes"));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class WithProcessor {
        @Bean
        SpanProcessor tagging() {
            return new SpanProcessor() {
                @Override
                public void onSpansFinished(List<? extends Span> spans) {
                    spans.forEach(span -> span.setTag("seen", "yes"));
                }
            };
        }
    }
}
