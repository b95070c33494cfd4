/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentLocator;
import io.ddspring.config.Configuration;
import io.ddspring.devagent.DevAgent;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.Threads;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.metrics.DdMetricsAutoConfiguration;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class DdDevAgentAutoConfigurationIT {
    private static final Pattern CONSOLE = Pattern.compile("development agent.*(http://localhost:\\d+)");

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdDevAgentAutoConfiguration.class,
                    DdTracingAutoConfiguration.class,
                    DdMetricsAutoConfiguration.class))
            .withPropertyValues("dd.dev-agent.port=0", "dd.dev-agent.dogstatsd-port=0");
    private final ApplicationContextRunner asked = contexts.withPropertyValues("dd.dev-agent.enabled=true");

    @AfterEach
    void nothing_is_left() {
        assertThat(Threads.remaining("dd-dev-agent")).isEmpty();
    }

    @Test
    void when_it_is_asked_for_it_gets_traces_whatever_agent_is_configured(CapturedOutput output) {
        asked.withPropertyValues("dd.agent.host=agent.invalid").run(context -> {
            trace(context, "order.price");

            assertThat(get(console(output), "/api/traces")).contains("order.price");
        });
    }

    @Test
    void metrics_reach_it_as_well(CapturedOutput output) {
        asked.withPropertyValues(
                        "dd.agent.host=agent.invalid",
                        "dd.dogstatsd.start-delay=0",
                        "dd.runtime-metrics.enabled=false",
                        "dd.trace.health-metrics-enabled=false")
                .run(context -> {
                    URI console = console(output);
                    trace(context, "order.price");
                    context.getBean(StatsDClient.class).count("orders.placed", 3);

                    Eventually.await(() -> get(console, "/api/metrics").contains("orders.placed"));
                });
    }

    @Test
    void without_a_word_on_it_a_configured_agent_gets_the_traces() {
        try (FakeAgent agent = FakeAgent.start()) {
            contexts.withPropertyValues("dd.trace.agent-url=" + agent.url()).run(context -> {
                trace(context, "order.price");

                agent.awaitTraceWithResource("order.price");
                assertThat(Threads.named("dd-dev-agent")).isEmpty();
            });
        }
    }

    @Test
    void without_a_word_on_it_one_that_runs_already_gets_the_traces(CapturedOutput output) {
        try (DevAgent first = DevAgent.builder().port(0).dogStatsDPort(-1).start()) {
            agentExpectedAt(first.port()).run(context -> {
                trace(context, "order.price");

                assertThat(get(first.url(), "/api/traces")).contains("order.price");
                assertThat(output).doesNotContain("development agent runs");
            });
        }
    }

    @Test
    void without_a_word_on_it_it_starts_where_there_is_no_agent_and_not_on_the_main_thread(CapturedOutput output)
            throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        agentExpectedAt(port).run(context -> {
            trace(context, "order.price");

            assertThat(get(console(output), "/api/traces")).contains("order.price");
            assertThat(context.getBean(AgentElsewhere.class).threads).containsExactly("dd-trace-writer");
        });
    }

    @Test
    void a_context_that_closes_while_it_looks_for_an_agent_leaves_nothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            agentExpectedAt(silent.getLocalPort()).run(context -> silent.accept());
        }
    }

    @Test
    void a_context_that_is_stopped_holds_no_port_and_has_an_agent_again_when_it_goes_on() {
        asked.run(context -> {
            trace(context, "order.price");
            ConfigurableApplicationContext source =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            source.stop();
            assertThat(Threads.remaining("dd-dev-agent")).isEmpty();

            source.start();
            trace(context, "order.ship");
            URI console =
                    URI.create(context.getBean(AgentClient.class).address().url());
            assertThat(get(console, "/api/traces")).contains("order.ship").doesNotContain("order.price");
        });
    }

    @Test
    void switched_off_it_is_not_there() {
        contexts.withPropertyValues("dd.dev-agent.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(EmbeddedDevAgent.class)
                .hasSingleBean(AgentClient.class));
    }

    @Test
    void it_does_not_start_in_production(CapturedOutput output) {
        try (FakeAgent agent = FakeAgent.start()) {
            asked.withPropertyValues("dd.env=Production", "dd.trace.agent-url=" + agent.url())
                    .run(context -> {
                        trace(context, "order.price");

                        agent.awaitTraceWithResource("order.price");
                        assertThat(output)
                                .containsOnlyOnce("although dd.dev-agent.enabled is true: dd.env is Production")
                                .doesNotContain("development agent runs");
                    });
        }
    }

    @Test
    void without_tracing_it_starts_only_when_it_is_asked_for(CapturedOutput output) {
        contexts.withPropertyValues("dd.trace.enabled=false")
                .run(context -> assertThat(Threads.named("dd-dev-agent")).isEmpty());
        asked.withPropertyValues("dd.trace.enabled=false").run(context -> {
            assertThat(context).doesNotHaveBean(AgentClient.class);
            assertThat(get(console(output), "/info")).contains("ddspring-dev-agent");
        });
    }

    @Test
    void without_its_classes_traces_go_to_the_configured_agent() {
        asked.withClassLoader(new FilteredClassLoader("io.ddspring.devagent")).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Tracer.class);
            assertThat(context).doesNotHaveBean("ddDevAgent");
        });
    }

    private ApplicationContextRunner agentExpectedAt(int port) {
        return contexts.withPropertyValues("test.usual-port=" + port).withUserConfiguration(AgentElsewhere.class);
    }

    private static void trace(ApplicationContext context, String operation) {
        Tracer tracer = context.getBean(Tracer.class);
        tracer.startSpan(operation).finish();
        tracer.flush(Duration.ofSeconds(10));
    }

    private static URI console(CapturedOutput output) {
        Eventually.await(() -> CONSOLE.matcher(output.getAll()).find());
        Matcher found = CONSOLE.matcher(output.getAll());
        return URI.create(found.find() ? found.group(1) : "");
    }

    private static String get(URI console, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(console.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** An Agent is looked for at another port than the usual one, which may be taken on this machine. */
    static class AgentElsewhere {
        private final List<String> threads = new CopyOnWriteArrayList<>();

        @Bean(destroyMethod = "")
        AgentClient ddAgentClient(
                Configuration ddConfiguration, EmbeddedDevAgent ddDevAgent, @Value("${test.usual-port}") int port) {
            AgentLocator locator = new AgentLocator() {
                @Override
                public AgentAddress locate(AgentAddressSettings settings) {
                    threads.add(Thread.currentThread().getName());
                    return ddDevAgent.locate(AgentAddressSettings.of(AgentAddress.http("127.0.0.1", port)));
                }

                @Override
                public void release() {
                    ddDevAgent.release();
                }
            };
            return AgentClient.from(ddConfiguration, locator, null);
        }
    }
}
