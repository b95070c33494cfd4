/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Requests to one intake and what became of them, from the start on. Thread-safe. */
public final class ApiCalls {
    private static final String TIMEOUT = "timeout";
    private static final String NETWORK = "network";
    private static final String STATUS = "status_code";

    private final LongAdder requests = new LongAdder();
    private final Map<String, LongAdder> responses = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Samples bytes = new Samples();
    private final Samples millis = new Samples();

    /** A request of that many bytes was answered. */
    public void answered(int status, int requestBytes, long tookNanos) {
        sent(requestBytes, tookNanos);
        increment(responses, String.valueOf(status));
        if (status < 200 || status >= 300) {
            increment(errors, STATUS);
        }
    }

    /** A request of that many bytes was not answered. */
    public void failed(IOException failure, int requestBytes, long tookNanos) {
        sent(requestBytes, tookNanos);
        increment(errors, failure instanceof SocketTimeoutException ? TIMEOUT : NETWORK);
    }

    private void sent(int requestBytes, long tookNanos) {
        requests.increment();
        bytes.add(requestBytes);
        millis.add(tookNanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static void increment(Map<String, LongAdder> counters, String name) {
        counters.computeIfAbsent(name, absent -> new LongAdder()).increment();
    }

    public long requests() {
        return requests.sum();
    }

    /** Answers by their HTTP status. */
    public Map<String, Long> responses() {
        return sums(responses);
    }

    /** Failures by their kind: {@code timeout}, {@code network} or {@code status_code}. */
    public Map<String, Long> errors() {
        return sums(errors);
    }

    /** Number of failures of any kind. */
    public long failures() {
        return errors.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Sizes of requests in bytes that nobody has taken yet. */
    public Samples bytes() {
        return bytes;
    }

    /** Durations of exchanges in milliseconds that nobody has taken yet. */
    public Samples millis() {
        return millis;
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((name, counter) -> sums.put(name, counter.sum()));
        return sums;
    }
}
