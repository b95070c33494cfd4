/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.metrics.Faults;
import io.ddspring.metrics.ServiceCheckStatus;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.StatsDEvent;
import java.time.Duration;
import java.time.Instant;

/** Hands calls on and keeps what goes wrong with them from the caller. As thread-safe as what it hands them to. */
abstract class GuardedClient implements StatsDClient {
    /** Where failures of calls are counted. */
    static final String SITE = "dogstatsd.call";

    /** What gets the next call. */
    abstract StatsDClient target();

    @Override
    public void count(String name, long delta, String... tags) {
        try {
            target().count(name, delta, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void count(String name, double delta, String... tags) {
        try {
            target().count(name, delta, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void countAt(String name, double delta, Instant time, String... tags) {
        try {
            target().countAt(name, delta, time, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void gauge(String name, long value, String... tags) {
        try {
            target().gauge(name, value, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        try {
            target().gauge(name, value, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void gaugeAt(String name, double value, Instant time, String... tags) {
        try {
            target().gaugeAt(name, value, time, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void histogram(String name, double value, double sampleRate, String... tags) {
        try {
            target().histogram(name, value, sampleRate, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void distribution(String name, double value, double sampleRate, String... tags) {
        try {
            target().distribution(name, value, sampleRate, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void time(String name, Duration duration, double sampleRate, String... tags) {
        try {
            target().time(name, duration, sampleRate, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void set(String name, String value, String... tags) {
        try {
            target().set(name, value, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void event(StatsDEvent event, String... tags) {
        try {
            target().event(event, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }

    @Override
    public void serviceCheck(String name, ServiceCheckStatus status, String message, String... tags) {
        try {
            target().serviceCheck(name, status, message, tags);
        } catch (Throwable failure) {
            Faults.shared().record(SITE, failure);
        }
    }
}
