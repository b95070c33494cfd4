/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConcurrentRequestsIT {
    private static final int CLIENTS = 20;
    private static final int REQUESTS_OF_EACH = 25;
    private static final List<String> PATHS = List.of("/users/%d", "/callable?id=%d", "/stream?id=%d", "/orders/%d");

    @Test
    void requests_at_the_same_time_do_not_mix_and_nothing_is_logged(CapturedOutput output) throws Exception {
        try (RunningShop shop =
                RunningShop.start("server.tomcat.threads.max=30", "management.metrics.web.client.max-uri-tags=10000")) {
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> running = new ArrayList<>();
            for (int client = 1; client <= CLIENTS; client++) {
                int number = client;
                running.add(clients.submit(() -> sendRequests(shop.http(), number)));
            }
            for (Future<?> one : running) {
                one.get();
            }
            clients.shutdown();

            // Three kinds of requests have 3 spans; one calls another and has 6.
            List<SpanData> spans = shop.traces().await(CLIENTS * (19 * 3 + 6 * 6));
            assertThat(spans).hasSize(CLIENTS * (19 * 3 + 6 * 6));
            spans.stream().collect(Collectors.groupingBy(SpanData::traceIdLow)).forEach((trace, its) -> {
                long client = trace / 1000;
                String path = PATHS.get((int) (trace % 1000) % PATHS.size());
                assertThat(client).isBetween(1L, (long) CLIENTS);
                assertThat(its).hasSize(path.startsWith("/orders") ? 6 : 3);
                assertThat(its.stream().filter(span -> span.parentId() == client))
                        .as("continues the caller's span")
                        .hasSize(1);
                assertThat(its).allSatisfy(span -> {
                    String url = span.tag("http.url");
                    assertThat(url == null || url.endsWith(Long.toString(trace)))
                            .as(url)
                            .isTrue();
                });
            });
        }
        assertThat(output.getAll().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                .isEmpty();
    }

    private static void sendRequests(Http http, int client) {
        for (int i = 0; i < REQUESTS_OF_EACH; i++) {
            long trace = client * 1000L + i;
            http.get(
                    PATHS.get(i % PATHS.size()).formatted(trace),
                    "x-datadog-trace-id",
                    Long.toString(trace),
                    "x-datadog-parent-id",
                    Integer.toString(client),
                    "x-datadog-sampling-priority",
                    "1");
        }
    }
}
