/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.time.Duration;
import java.time.Instant;

/**
 * Sends the application's own metrics, events and service checks to DogStatsD, the metrics intake of the Datadog Agent.
 * Everything carries the tags {@code service}, {@code env} and {@code version} of the application.
 *
 * <p>Calls neither block nor throw, whatever they are given: one that makes no sense is ignored and counted as a fault of
 * the library. Counts, gauges and sets are aggregated and sent every other second, everything else
 * as soon as possible, by threads of the client. What does not fit the client's queue is lost and counted, and what nobody
 * listens to is lost. The characters that separate fields of the protocol ({@code |}, line ends and in tags {@code ,}) are
 * replaced by {@code _}. Tags are {@code key:value}. Implementations are thread-safe.
 */
public interface StatsDClient extends AutoCloseable {
    /** A client that sends nothing. */
    @SuppressWarnings("ClassInitializationDeadlock") // nothing else uses the class
    StatsDClient NOOP = new NoopStatsDClient();

    /** Adds {@code delta}, which may be negative, to a counter. */
    void count(String name, long delta, String... tags);

    /** Adds {@code delta}, which may be negative, to a counter. */
    void count(String name, double delta, String... tags);

    /**
     * Tells what was counted at a time that is over, for example by an import. It is not aggregated, so there should be
     * one call for each time.
     *
     * @param time to the second; Datadog takes neither what is older than an hour nor what is more than ten minutes ahead
     */
    void countAt(String name, double delta, Instant time, String... tags);

    /** Adds 1 to a counter. */
    default void increment(String name, String... tags) {
        count(name, 1, tags);
    }

    /** Takes 1 from a counter. */
    default void decrement(String name, String... tags) {
        count(name, -1, tags);
    }

    /** Sets the present value; the last one before the Agent flushes wins. */
    void gauge(String name, long value, String... tags);

    /** Sets the present value; the last one before the Agent flushes wins. */
    void gauge(String name, double value, String... tags);

    /**
     * Tells what a value was at a time that is over. It is not aggregated, so there should be one call for each time.
     *
     * @param time see {@link #countAt}
     */
    void gaugeAt(String name, double value, Instant time, String... tags);

    /** Adds a value to statistics that the Agent of this host computes. */
    default void histogram(String name, double value, String... tags) {
        histogram(name, value, 1, tags);
    }

    /**
     * Adds a value to statistics that the Agent of this host computes, for some calls only.
     *
     * @param sampleRate share of the calls that is sent and stands for all of them; more than 0, at most 1
     */
    void histogram(String name, double value, double sampleRate, String... tags);

    /** Adds a value to statistics over all hosts. */
    default void distribution(String name, double value, String... tags) {
        distribution(name, value, 1, tags);
    }

    /**
     * Adds a value to statistics over all hosts, for some calls only.
     *
     * @param sampleRate see {@link #histogram(String, double, double, String...)}
     */
    void distribution(String name, double value, double sampleRate, String... tags);

    /** Adds how long something took, in whole milliseconds, to statistics that the Agent of this host computes. */
    default void time(String name, Duration duration, String... tags) {
        time(name, duration, 1, tags);
    }

    /**
     * Adds how long something took, in whole milliseconds, for some calls only.
     *
     * @param sampleRate see {@link #histogram(String, double, double, String...)}
     */
    void time(String name, Duration duration, double sampleRate, String... tags);

    /** Adds a value to a set, whose number of different values is the metric. */
    void set(String name, String value, String... tags);

    /** Sends an event; one that is too large for a packet (1,432 bytes over UDP) is lost. */
    void event(StatsDEvent event, String... tags);

    /**
     * Reports the state of something.
     *
     * @param name for example {@code orders.database.can_connect}
     * @param message what there is to say about the state; may be empty
     */
    void serviceCheck(String name, ServiceCheckStatus status, String message, String... tags);

    /** Sends what is aggregated and ends; later calls do nothing. A second call does nothing. */
    @Override
    void close();
}
