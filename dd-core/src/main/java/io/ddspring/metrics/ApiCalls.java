/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Requests to one intake and what became of them, from the start on. Thread-safe. */
public final class ApiCalls {
    private static final String TIMEOUT = "timeout";
    private static final String NETWORK = "network";
    private static final String STATUS = "status_code";

    private final LongAdder requests = new LongAdder();
    private final NamedCounts responses = new NamedCounts();
    private final NamedCounts errors = new NamedCounts();
    private final Samples bytes = new Samples();
    private final Samples millis = new Samples();

    /** A request of that many bytes was answered. */
    public void answered(int status, int requestBytes, long tookNanos) {
        sent(requestBytes, tookNanos);
        responses.add(String.valueOf(status), 1);
        if (status < 200 || status >= 300) {
            errors.add(STATUS, 1);
        }
    }

    /** A request of that many bytes was not answered. */
    public void failed(IOException failure, int requestBytes, long tookNanos) {
        sent(requestBytes, tookNanos);
        errors.add(failure instanceof SocketTimeoutException ? TIMEOUT : NETWORK, 1);
    }

    private void sent(int requestBytes, long tookNanos) {
        requests.increment();
        bytes.add(requestBytes);
        millis.add(tookNanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    public long requests() {
        return requests.sum();
    }

    /** Answers by their HTTP status. */
    public Map<String, Long> responses() {
        return responses.sums();
    }

    /** Tells {@code listener} every status that there was or will be, later ones on the thread that counts. */
    void tellStatuses(Consumer<String> listener) {
        responses.tellNames(listener);
    }

    /** Failures by their kind: {@code timeout}, {@code network} or {@code status_code}. */
    public Map<String, Long> errors() {
        return errors.sums();
    }

    /** Number of failures of any kind. */
    public long failures() {
        return errors.sum();
    }

    /** Sizes of requests in bytes that nobody has taken yet. */
    public Samples bytes() {
        return bytes;
    }

    /** Durations of exchanges in milliseconds that nobody has taken yet. */
    public Samples millis() {
        return millis;
    }
}
