/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentRequest;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedDevAgentIT {
    private static final String BANNER = "The development agent runs inside this application";

    private EmbeddedDevAgent embedded = embedded(Map.of());
    private AgentClient client = client(AgentAddressSettings.NONE);

    @AfterEach
    void nothing_is_left() {
        client.close();
        embedded.destroy();
        assertThat(Threads.remaining("dd-dev-agent")).isEmpty();
    }

    @Test
    void it_starts_where_no_agent_answers(CapturedOutput output) throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            use(Map.of(), address(closed.getLocalPort()));
        }
        embedded.afterSingletonsInstantiated();
        assertThat(output).doesNotContain(BANNER);

        assertThat(info()).contains("ddspring-dev-agent");
        assertThat(output)
                .containsOnlyOnce(BANNER)
                .contains("http://localhost:" + client.address().port());
        assertThat(client.hostElsewhere()).isEqualTo("127.0.0.1");
    }

    @Test
    void it_does_not_start_where_an_agent_answers(CapturedOutput output) throws IOException {
        try (FakeAgent agent = FakeAgent.start()) {
            use(Map.of(), address(agent.port()));

            assertThat(info()).contains("7.71.0");
            assertThat(client.address()).isEqualTo(address(agent.port()));
            assertThat(output).doesNotContain(BANNER).contains("there is an Agent at " + client.address());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"endpoints\":{}}", "<html>It works!</html>"})
    void it_starts_at_another_port_where_something_else_answers(String answer) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        int taken = other.getAddress().getPort();
        try {
            use(Map.of("DD_DEV_AGENT_PORT", String.valueOf(taken)), address(taken));

            assertThat(info()).contains("ddspring-dev-agent");
            assertThat(client.address().port()).isNotEqualTo(taken);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void who_listens_and_says_nothing_is_no_agent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            use(Map.of(), address(silent.getLocalPort()));

            assertThat(info()).contains("ddspring-dev-agent");
        }
    }

    @Test
    void it_does_not_start_where_the_usual_socket_of_an_agent_exists() {
        embedded = new EmbeddedDevAgent(configuration(Map.of()), path -> true);

        assertThat(embedded.locate(AgentAddressSettings.NONE))
                .isEqualTo(AgentAddressSettings.AGENT_SOCKET.defaultValue());
        assertThat(Threads.named("dd-dev-agent")).isEmpty();
    }

    @Test
    void when_it_is_asked_for_it_starts_before_anything_is_sent_and_beside_any_agent(CapturedOutput output)
            throws IOException {
        try (FakeAgent agent = FakeAgent.start()) {
            use(Map.of("DD_DEV_AGENT_ENABLED", "true"), address(agent.port()));
            embedded.afterSingletonsInstantiated();
            Eventually.await(() -> output.getAll().contains(BANNER));

            assertThat(info()).contains("ddspring-dev-agent");
            assertThat(client.address()).isNotEqualTo(address(agent.port()));
            assertThat(agent.requests()).isEmpty();
        }
    }

    @Test
    void a_context_that_ends_takes_it_along_unless_the_client_still_sends() throws IOException {
        use(Map.of("DD_DEV_AGENT_ENABLED", "true"), AgentAddress.DEFAULT);
        info();
        embedded.destroy();
        assertThat(info()).contains("ddspring-dev-agent");

        client.close();
        assertThat(Threads.remaining("dd-dev-agent")).isEmpty();
        client.open();
        assertThat(embedded.locate(AgentAddressSettings.of(AgentAddress.DEFAULT)))
                .isEqualTo(AgentAddress.DEFAULT);
    }

    @Test
    void closing_while_it_looks_for_an_agent_leaves_nothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            use(Map.of(), address(silent.getLocalPort()));
            AtomicReference<Object> outcome = new AtomicReference<>();
            Thread sender = new Thread(() -> outcome.set(infoOrFailure()));
            sender.start();
            silent.accept();
            long start = System.nanoTime();
            client.close();
            embedded.destroy();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(250));

            sender.join(TimeUnit.SECONDS.toMillis(10));
            assertThat(outcome.get()).asString().contains("closed");
            assertThat(Threads.remaining("dd-dev-agent")).isEmpty();
        }
    }

    @Test
    void without_a_place_to_listen_at_there_is_one_warning_and_the_configured_agent_gets_all(
            CapturedOutput output, @TempDir Path directory) throws IOException {
        try (FakeAgent agent = FakeAgent.start()) {
            use(
                    Map.of(
                            "DD_DEV_AGENT_ENABLED",
                            "true",
                            "DD_DEV_AGENT_UNIX_SOCKET",
                            directory.resolve("missing/apm.socket").toString()),
                    address(agent.port()));
            embedded.afterSingletonsInstantiated();

            assertThat(info()).contains("7.71.0");
            assertThat(output)
                    .containsOnlyOnce("The development agent cannot start")
                    .doesNotContain(BANNER);
        }
    }

    @Test
    void it_does_not_pass_on_to_itself(CapturedOutput output) throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        use(
                Map.of(
                        "DD_DEV_AGENT_ENABLED",
                        "true",
                        "DD_DEV_AGENT_PORT",
                        String.valueOf(port),
                        "DD_DEV_AGENT_FORWARD_URL",
                        "http://localhost:" + port),
                AgentAddress.DEFAULT);

        assertThat(info()).contains("ddspring-dev-agent");
        assertThat(output)
                .containsOnlyOnce("dd.dev-agent.forward-url=http://localhost:" + port + " is that agent itself")
                .containsOnlyOnce(BANNER);
    }

    private void use(Map<String, String> variables, AgentAddress usual) {
        embedded = embedded(variables);
        client = client(AgentAddressSettings.of(usual));
        client.open();
    }

    private String info() throws IOException {
        return new String(client.send(AgentRequest.get("/info", Map.of())).body(), StandardCharsets.UTF_8);
    }

    private Object infoOrFailure() {
        try {
            return info();
        } catch (IOException failure) {
            return failure;
        }
    }

    private AgentClient client(AgentAddressSettings settings) {
        return new AgentClient(settings, embedded, Duration.ofSeconds(10), Map.of(), null);
    }

    private static EmbeddedDevAgent embedded(Map<String, String> variables) {
        return new EmbeddedDevAgent(configuration(variables), path -> false);
    }

    private static Configuration configuration(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(Map.of("DD_DEV_AGENT_PORT", "0", "DD_DEV_AGENT_DOGSTATSD_PORT", "0"));
        all.putAll(variables);
        return new Configuration(ConfigSources.environment(all));
    }

    private static AgentAddress address(int port) {
        return AgentAddress.http("127.0.0.1", port);
    }
}
