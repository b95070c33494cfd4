/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorIT {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final LongAdder served = new LongAdder();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                paths.add(exchange.getRequestURI().getPath());
                served.increment();
                byte[] body = "pong".getBytes(StandardCharsets.US_ASCII);
                boolean isChunked = exchange.getRequestURI().getPath().startsWith("/users/");
                int status = exchange.getRequestURI().getPath().equals("/broken") ? 500 : 200;
                exchange.sendResponseHeaders(status, isChunked ? 0 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void as_many_requests_are_sent_as_are_wanted() throws IOException {
        LoadGenerator.Run run = generator().run("/users/{id}", 100);

        assertThat(run.requests()).isEqualTo(100);
        assertThat(served.sum()).isEqualTo(100);
        assertThat(paths).hasSize(LoadGenerator.CONNECTIONS).contains("/users/1", "/users/16");
    }

    @Test
    void requests_are_sent_as_long_as_wanted() throws IOException {
        LoadGenerator.Run run = generator().run("/ping", Duration.ofMillis(200));

        assertThat(run.requests()).isEqualTo(served.sum()).isGreaterThan(LoadGenerator.CONNECTIONS);
        assertThat(run.nanos()).isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
        assertThat(run.p99Nanos()).isBetween(1L, run.nanos());
        assertThat(run.cpuNanos()).isBetween(1L, run.nanos());
    }

    @Test
    void an_error_is_not_measured() {
        assertThatThrownBy(() -> generator().run("/broken", 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500");
    }

    private LoadGenerator generator() {
        return new LoadGenerator(server.getAddress().getPort());
    }
}
