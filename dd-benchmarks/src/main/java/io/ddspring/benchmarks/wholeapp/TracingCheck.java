/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import io.ddspring.benchmarks.result.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes sure that who should trace does, every request, and that the others do not. */
final class TracingCheck {
    /** Of each endpoint. Few enough for every tracer's queue. */
    private static final int REQUESTS = 48;

    /** What everyone must find: a request, its query, its call that leads to another request with a query. */
    private static final Map<String, Integer> SPANS = Map.of("/ping", 1, "/users/{id}", 2, "/orders/{id}", 5);

    /** Longer than the longest interval of sending, OpenTelemetry's 5 s. */
    private static final Duration SENDING = Duration.ofSeconds(7);

    private TracingCheck() {}

    /** @throws IOException when one is not as it should be */
    static void run(List<Subject> subjects) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(SENDING.toNanos());
        for (Subject subject : subjects) {
            subject.sink().take();
            for (String endpoint : Figure.ENDPOINTS) {
                subject.load().run(endpoint, REQUESTS);
            }
        }
        TimeUnit.NANOSECONDS.sleep(SENDING.toNanos());
        int expected =
                REQUESTS * SPANS.values().stream().mapToInt(Integer::intValue).sum();
        for (Subject subject : subjects) {
            long spans = subject.sink().take().spans();
            if (subject.variant().traces() ? spans < expected : spans > 0) {
                throw new IOException(subject.variant().label() + " sent " + spans + " spans, "
                        + (subject.variant().traces() ? expected : 0) + " were expected");
            }
        }
    }
}
