/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.telemetry.dependency.LibraryFinder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When what is reported: the start at once, again after half a second, and then with every heartbeat until it is
 * delivered; from then on heartbeats on a grid of their own. Used by one thread.
 */
final class TelemetrySchedule {
    private static final Duration START_GAP = Duration.ofMillis(500);
    private static final int FIRST_ATTEMPTS = 3;

    private final TelemetrySettings settings;
    private final TelemetryLoop loop;
    private final TelemetryMetrics metrics;
    private final LibraryFinder libraries;
    private final DependenciesReport dependencies;
    private final Beat interval;
    private final Beat libraryBeat;
    private int startAttempts;
    private long nextStartNanos;
    private @Nullable Beat heartbeat;
    private @Nullable Beat extendedHeartbeat;
    private volatile long nextHeartbeatNanos;

    /** @param nowNanos monotonic time, as at every step */
    TelemetrySchedule(
            TelemetrySettings settings,
            TelemetryLoop loop,
            TelemetryMetrics metrics,
            LibraryFinder libraries,
            DependenciesReport dependencies,
            long nowNanos) {
        this.settings = settings;
        this.loop = loop;
        this.metrics = metrics;
        this.libraries = libraries;
        this.dependencies = dependencies;
        this.interval = new Beat(settings.metricsInterval(), nowNanos);
        this.libraryBeat = new Beat(settings.libraryPeriod(), nowNanos);
        this.nextStartNanos = nowNanos;
        this.nextHeartbeatNanos = nowNanos;
    }

    /** Does what is due, and says how long to wait until something is again. */
    Duration step(long now) {
        if (interval.isDue(now)) {
            metrics.endInterval();
        }
        Beat beat = heartbeat;
        Beat extended = extendedHeartbeat;
        Duration untilReport;
        if (beat == null || extended == null) {
            untilReport = tryToStart(now);
        } else {
            if (extended.isDue(now)) {
                loop.repeatEverything();
            }
            if (beat.isDue(now)) {
                loop.heartbeat();
            }
            untilReport = beat.left(now);
        }
        nextHeartbeatNanos = now + untilReport.toNanos();
        return least(least(untilReport, interval.left(now)), lookForLibraries(now));
    }

    private Duration tryToStart(long now) {
        if (now - nextStartNanos >= 0) {
            startAttempts++;
            // Attempts that take long do not come faster for that.
            nextStartNanos = now + (startAttempts < FIRST_ATTEMPTS ? START_GAP : settings.heartbeat()).toNanos();
            if (loop.start()) {
                Beat beat = new Beat(settings.heartbeat(), now);
                heartbeat = beat;
                extendedHeartbeat = new Beat(settings.extendedHeartbeat(), now);
                return beat.left(now);
            }
        }
        return Duration.ofNanos(nextStartNanos - now);
    }

    /** Only once reports are taken, so that nothing gathers before. */
    private Duration lookForLibraries(long now) {
        if (!settings.libraries() || !loop.isStarted() || !libraries.hasNext()) {
            return settings.heartbeat();
        }
        if (libraryBeat.isDue(now)) {
            atLowPriority(() -> libraries.findNext().forEach(dependencies::add));
        }
        return libraryBeat.left(now);
    }

    /** The rest of what this thread does is soon done, but a jar may be large. */
    @SuppressWarnings("ThreadPriorityCheck") // only where the system heeds it; nothing relies on that
    private static void atLowPriority(Runnable work) {
        Thread own = Thread.currentThread();
        int usual = own.getPriority();
        own.setPriority(Thread.MIN_PRIORITY);
        try {
            work.run();
        } finally {
            own.setPriority(usual);
        }
    }

    /** Reports what is left and the end. */
    void end() {
        metrics.endInterval();
        loop.end();
    }

    /** When the next report, or the next attempt to report the start, is due; monotonic. */
    long nextHeartbeatNanos() {
        return nextHeartbeatNanos;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
