/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.remoteconfig.autoconfigure.DatadogRemoteConfigAppliedEvent;
import io.ddspring.remoteconfig.autoconfigure.DdRemoteConfigAutoConfiguration;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.RemoteConfigOffer;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.logging.DdLogCorrelationAutoConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ApplicationListener;

/** Settings that an Agent changes while the application runs. */
class RemoteSettingsIT {
    private static final String PATH = "datadog/2/APM_TRACING/x/config";

    private final FakeAgent agent =
            FakeAgent.start().info(AgentInfo.defaults().withEndpoints("/v0.4/traces", RemoteConfigOffer.PATH));
    private final List<DatadogRemoteConfigAppliedEvent> events = Collections.synchronizedList(new ArrayList<>());
    private ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdLogCorrelationAutoConfiguration.class,
                    DdChangingSettingsAutoConfiguration.class,
                    DdRemoteConfigAutoConfiguration.class))
            .withBean("events", ApplicationListener.class, this::listener)
            .withBean(
                    "springBootLoggingSystem",
                    LoggingSystem.class,
                    () -> LoggingSystem.get(getClass().getClassLoader()))
            .withPropertyValues(
                    "dd.service=orders",
                    "dd.env=prod",
                    "dd.tags=team:core",
                    "dd.trace.agent-url=" + agent.url(),
                    "dd.trace.stats-computation.enabled=false",
                    "dd.remote-config.poll-interval-seconds=0.05");
    private long version;

    private ApplicationListener<DatadogRemoteConfigAppliedEvent> listener() {
        return events::add;
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void the_sample_rate_changes_and_is_undone() {
        run(context -> {
            configure("\"tracing_sampling_rate\":0.0");
            assertThat(traced(context).metric("_sampling_priority_v1").intValue())
                    .isEqualTo(-1);
            assertThat(last().tag("_dd.p.dm")).isNull();
            assertThat(last().metric("_dd.rule_psr").doubleValue()).isEqualTo(0.0);

            configure("\"tracing_sampling_rules\":[{\"service\":\"*\",\"sample_rate\":1,\"provenance\":\"customer\"}]");
            assertThat(traced(context).tag("_dd.p.dm")).isEqualTo("-11");

            configureNothing();
            assertThat(traced(context).metric("_dd.rule_psr")).isNull();
            assertThat(last().metric("_sampling_priority_v1").intValue()).isEqualTo(1);
        });
    }

    @Test
    void tags_are_replaced_and_come_back() {
        run(context -> {
            assertThat(traced(context).tag("team")).isEqualTo("core");

            configure("\"tracing_tags\":[\"color:green\"]");
            assertThat(traced(context).tag("color")).isEqualTo("green");
            assertThat(last().tag("team")).isNull();

            configureNothing();
            assertThat(traced(context).tag("team")).isEqualTo("core");
            assertThat(last().tag("color")).isNull();
        });
    }

    @Test
    void tracing_can_be_switched_off_and_on_again() {
        run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            configure("\"tracing_enabled\":false");
            assertThat(tracer.startSpan("unseen").isRecording()).isFalse();

            configureNothing();
            assertThat(traced(context).name()).isEqualTo("work");
            assertThat(agent.spans()).extracting(ReceivedSpan::name).containsOnly("work");
        });
    }

    @Test
    void ids_in_log_lines_can_be_switched_off_and_on_again() {
        run(context -> {
            assertThat(loggedTraceId(context)).isNotNull();

            configure("\"log_injection_enabled\":false");
            assertThat(loggedTraceId(context)).isNull();

            configureNothing();
            assertThat(loggedTraceId(context)).isNotNull();
            assertThat(MDC.get("dd.trace_id")).isNull();
        });
    }

    @Test
    void the_library_logs_more_while_it_is_told_to() {
        run(context -> {
            configure("\"tracing_debug\":true");
            assertThat(LoggerFactory.getLogger("io.ddspring.any").isDebugEnabled())
                    .isTrue();

            configureNothing();
            assertThat(LoggerFactory.getLogger("io.ddspring.any").isDebugEnabled())
                    .isFalse();
        });
    }

    @Test
    void the_request_tells_who_asks_and_for_what() {
        run(context -> {
            traced(context);
            context.getBean(Tracer.class)
                    .startSpan("other")
                    .setServiceName("orders-db")
                    .finish();
            context.getBean(Tracer.class).flush(Duration.ofSeconds(5));
            configureNothing();

            String request = lastRequest().bodyAsText();
            assertThat(request)
                    .contains("\"products\":[\"APM_TRACING\"]")
                    .contains("\"language\":\"java\"")
                    .contains("\"service\":\"orders\"")
                    .contains("\"env\":\"prod\"")
                    .contains("\"extra_services\":[\"orders-db\"]")
                    .contains("\"team:core\"")
                    // Sampling, logs, tags, tracing itself, rules, several configurations at once; no header tags, as
                    // there is
                    // no server.
                    .contains("\"capabilities\":\"IAAgCLAA\"");
        });
    }

    @Test
    void the_status_tells_what_holds_and_why() {
        run(context -> {
            configure("\"tracing_sampling_rate\":0.5");

            Map<String, Object> details = context.getBeansOfType(StatusContributor.class).values().stream()
                    .filter(section -> section.section().equals("remote-config"))
                    .findAny()
                    .orElseThrow()
                    .details();
            assertThat(details)
                    .containsEntry(
                            "settings", Map.of("dd.trace.sample-rate", Map.of("value", "******", "source", PATH)))
                    .containsEntry("products", List.of("APM_TRACING"))
                    .containsEntry("targets-version", version);
            assertThat(events).isNotEmpty();
            assertThat(events.get(events.size() - 1).configs())
                    .singleElement()
                    .satisfies(config -> assertThat(config.path().text()).isEqualTo(PATH));
        });
    }

    @Test
    void a_trace_keeps_the_rules_with_which_it_began() {
        run(context -> {
            Span span = context.getBean(Tracer.class).startSpan("long");
            configure("\"tracing_sampling_rate\":0.0");
            span.finish();
            context.getBean(Tracer.class).flush(Duration.ofSeconds(5));

            agent.awaitSpans(1);
            assertThat(last().metric("_dd.rule_psr")).isNull();
            assertThat(last().metric("_sampling_priority_v1").intValue()).isEqualTo(1);
            assertThat(traced(context).metric("_dd.rule_psr").doubleValue()).isEqualTo(0.0);
        });
    }

    @Test
    void it_goes_on_after_the_context_was_stopped_and_started_again() {
        run(context -> {
            context.stop();
            assertThat(threads()).doesNotContain("dd-remote-config");

            context.start();
            configure("\"tracing_tags\":[\"color:green\"]");
            assertThat(traced(context).tag("color")).isEqualTo("green");
        });
    }

    @Test
    void a_child_context_takes_nothing_from_its_parent_when_it_ends() {
        run(context -> {
            configure("\"tracing_tags\":[\"color:green\"]");
            contexts.withParent(context).run(child -> {
                assertThat(child.getBean(Tracer.class)).isSameAs(context.getBean(Tracer.class));
                assertThat(traced(context).tag("color")).isEqualTo("green");
            });

            configureNothing();
            assertThat(traced(context).tag("team")).isEqualTo("core");
            assertThat(last().tag("color")).isNull();
        });
    }

    @Test
    void followers_need_not_be_asked_for_by_anybody() {
        contexts = contexts.withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));
        run(context -> {
            configure("\"log_injection_enabled\":false,\"tracing_debug\":true");

            assertThat(loggedTraceId(context)).isNull();
            assertThat(LoggerFactory.getLogger("io.ddspring.any").isDebugEnabled())
                    .isTrue();
            configureNothing();
        });
    }

    @Test
    void a_broken_configuration_is_told_and_changes_nothing() {
        run(context -> {
            configure("\"tracing_sampling_rate\":0.0");
            offer(Map.of(PATH, "{\"lib_config\":{\"tracing_sampling_rate\":\"all\"}}"));

            assertThat(lastRequest().bodyAsText())
                    .contains("\"apply_state\":3", "tracing_sampling_rate is \\\"all\\\", not a number from 0 to 1");
            assertThat(traced(context).metric("_dd.rule_psr").doubleValue()).isEqualTo(0.0);
        });
    }

    @Test
    void nothing_is_asked_when_it_is_off() {
        contexts.withPropertyValues("dd.remote-configuration.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("ddRemoteConfigClient"));
        contexts.withPropertyValues("dd.remote-config.enabled=false").run(context -> {
            assertThat(threads()).doesNotContain("dd-remote-config");
        });
        contexts.withPropertyValues("dd.trace.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("ddRemoteConfigClient"));
    }

    @Test
    void no_thread_is_left_after_the_end() {
        run(context -> configureNothing());

        assertThat(threads()).doesNotContain("dd-remote-config");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private void run(ContextConsumer<AssertableApplicationContext> test) {
        offerLater(Map.of());
        contexts.run(context -> {
            agent.awaitRequests(RemoteConfigOffer.PATH, 1);
            test.accept(context);
        });
        assertThat(agent.problems()).isEmpty();
    }

    private void configure(String fields) {
        offer(Map.of(PATH, "{\"lib_config\":{" + fields + "}}"));
    }

    private void configureNothing() {
        offer(Map.of());
    }

    /** Returns when the tracer has told that it took the offer. */
    private void offer(Map<String, String> contents) {
        offerLater(contents);
        String taken = "\"targets_version\":" + version + ",";
        do {
            agent.awaitRequests(
                    RemoteConfigOffer.PATH,
                    agent.requests(RemoteConfigOffer.PATH).size() + 1);
        } while (!lastRequest().bodyAsText().contains(taken));
    }

    private void offerLater(Map<String, String> contents) {
        version++;
        String json = RemoteConfigOffer.json(version, contents);
        agent.answer(RemoteConfigOffer.PATH, request -> Answer.json(json));
    }

    private ReceivedRequest lastRequest() {
        List<ReceivedRequest> requests = agent.requests(RemoteConfigOffer.PATH);
        return requests.get(requests.size() - 1);
    }

    private ReceivedSpan traced(AssertableApplicationContext context) {
        int before = agent.spans().size();
        Tracer tracer = context.getBean(Tracer.class);
        tracer.startSpan("work").finish();
        tracer.flush(Duration.ofSeconds(5));
        agent.awaitSpans(before + 1);
        return last();
    }

    private ReceivedSpan last() {
        List<ReceivedSpan> spans = agent.spans();
        return spans.get(spans.size() - 1);
    }

    private static String loggedTraceId(AssertableApplicationContext context) {
        Span span = context.getBean(Tracer.class).startSpan("logged");
        try (Scope active = Scope.activate(span)) {
            return MDC.get("dd.trace_id");
        } finally {
            span.finish();
        }
    }
}
