/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForwardingIT {
    /** Two fit into the queue. */
    private static final int LARGE_BYTES = 3 * 1024 * 1024;

    private static final String STATUS = "/api/forwarding";

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private volatile int status = 202;
    private HttpServer real;
    private URI url;

    @BeforeEach
    void start_a_real_agent() throws IOException {
        real = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        real.createContext("/", this::answer);
        real.start();
        url = URI.create("http://127.0.0.1:" + real.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        real.stop(0);
    }

    @Test
    void passes_on_what_it_took_with_its_query_and_headers() throws Exception {
        mayAnswer.countDown();
        try (DevAgent agent = forwardingTo(url)) {
            AgentConnection connection = new AgentConnection(agent);
            assertThat(post(connection, "[1]")).isEqualTo(202);

            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("POST /debugger/v2/input?ddtags=env%3Ax key [1]");
            assertThat(connection.json(STATUS).at("/url").textValue()).isEqualTo(url.toString());
            assertThat(connection.json(STATUS).at("/failed").intValue()).isZero();
        }
    }

    @Test
    void clients_do_not_notice_a_real_agent_that_is_not_there() throws Exception {
        try (DevAgent agent = forwardingTo(URI.create("http://127.0.0.1:1"))) {
            AgentConnection connection = new AgentConnection(agent);
            assertThat(post(connection, "[]")).isEqualTo(202);

            JsonNode status = connection.jsonWhen(STATUS, now -> now.has("lastError"));
            assertThat(status.at("/failed").intValue()).isEqualTo(1);
            assertThat(status.at("/lastError").textValue()).contains("ConnectException");
        }
    }

    @Test
    void tells_when_the_real_agent_refuses_something_and_goes_on() throws Exception {
        mayAnswer.countDown();
        status = 500;
        try (DevAgent agent = forwardingTo(url)) {
            AgentConnection connection = new AgentConnection(agent);
            post(connection, "[]");
            JsonNode failed =
                    connection.jsonWhen(STATUS, now -> now.at("/failed").intValue() == 1);
            assertThat(failed.at("/lastError").textValue()).isEqualTo("POST /debugger/v2/input was answered with 500");

            status = 202;
            post(connection, "[]");
            connection.jsonWhen(STATUS, now -> now.at("/forwarded").intValue() == 1);
        }
    }

    @Test
    void what_comes_when_the_queue_is_full_is_dropped_and_counted() throws Exception {
        try (DevAgent agent = forwardingTo(url)) {
            AgentConnection connection = new AgentConnection(agent);
            post(connection, "0");
            assertThat(received.poll(10, TimeUnit.SECONDS)).endsWith(" 0");
            for (int i = 1; i <= 5; i++) {
                assertThat(post(connection, i + " ".repeat(LARGE_BYTES))).isEqualTo(202);
            }

            JsonNode full = connection.json(STATUS);
            assertThat(full.at("/queued").intValue()).isEqualTo(2);
            assertThat(full.at("/queuedBytes").intValue()).isEqualTo(2 * LARGE_BYTES + 2);
            assertThat(full.at("/dropped").intValue()).isEqualTo(3);
            mayAnswer.countDown();
            for (String first : List.of("1", "2")) {
                assertThat(received.poll(10, TimeUnit.SECONDS).strip()).endsWith(" " + first);
            }
            connection.jsonWhen(STATUS, now -> now.at("/forwarded").intValue() == 3);
            assertThat(received).isEmpty();
        }
    }

    @Test
    void a_real_agent_that_does_not_answer_does_not_hold_up_the_end() throws Exception {
        DevAgent agent = forwardingTo(url);
        post(new AgentConnection(agent), "[]");
        received.poll(10, TimeUnit.SECONDS);

        long before = System.nanoTime();
        agent.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void an_agent_that_is_told_to_pass_on_to_itself_does_not_go_on_for_ever() throws Exception {
        try (DevAgent first = DevAgent.builder().port(0).start();
                DevAgent second = forwardingTo(first.url());
                DevAgent third = forwardingTo(second.url())) {
            AgentConnection toThird = new AgentConnection(third);
            post(toThird, "[]");
            toThird.jsonWhen(STATUS, now -> now.at("/forwarded").intValue() == 1);

            JsonNode status = new AgentConnection(second).json(STATUS);
            assertThat(status.at("/queued").intValue()).isZero();
            assertThat(status.at("/forwarded").intValue()).isZero();
        }
    }

    @Test
    void refuses_urls_that_are_no_agent() {
        assertThatThrownBy(() ->
                        DevAgent.builder().forwardTo(URI.create("unix:///x")).start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("DD-API-KEY") + " " + body);
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static DevAgent forwardingTo(URI url) {
        return DevAgent.builder().port(0).dogStatsDPort(-1).forwardTo(url).start();
    }

    private static int post(AgentConnection connection, String body) throws Exception {
        return connection
                .send(
                        "POST",
                        "/debugger/v2/input?ddtags=env%3Ax",
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json",
                        "DD-API-KEY",
                        "key")
                .statusCode();
    }
}
