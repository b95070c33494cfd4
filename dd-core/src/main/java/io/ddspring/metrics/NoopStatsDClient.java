/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.time.Duration;
import java.time.Instant;

/** Forgets everything at once. */
final class NoopStatsDClient implements StatsDClient {
    @Override
    public void count(String name, long delta, String... tags) {}

    @Override
    public void count(String name, double delta, String... tags) {}

    @Override
    public void countAt(String name, double delta, Instant time, String... tags) {}

    @Override
    public void gauge(String name, long value, String... tags) {}

    @Override
    public void gauge(String name, double value, String... tags) {}

    @Override
    public void gaugeAt(String name, double value, Instant time, String... tags) {}

    @Override
    public void histogram(String name, double value, double sampleRate, String... tags) {}

    @Override
    public void distribution(String name, double value, double sampleRate, String... tags) {}

    @Override
    public void time(String name, Duration duration, double sampleRate, String... tags) {}

    @Override
    public void set(String name, String value, String... tags) {}

    @Override
    public void event(StatsDEvent event, String... tags) {}

    @Override
    public void serviceCheck(String name, ServiceCheckStatus status, String message, String... tags) {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "StatsDClient.NOOP";
    }
}
