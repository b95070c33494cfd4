/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.agent.ProcessTags;
import io.ddspring.agent.RepeatingTask;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes to DogStatsD, from one thread {@code dd-metrics}: it connects the application's client, and
 * reports the metrics of the Java runtime and of the tracer. The thread runs from {@link #start()} to {@link #stop()}
 * while anything of this is wanted, and sleeps until the {@linkplain MetricsKeys#START_DELAY_SECONDS delay}, which
 * begins with the process, is over;
 * nothing else is made before that unless somebody asks for it. Thread-safe.
 */
public final class MetricsReporting implements AutoCloseable {
    private static final Duration HEALTH_PERIOD = Duration.ofSeconds(30);
    private static final long TEND_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final Configuration configuration;
    private final TracerHealth health;
    private final ProcessTags processTags;
    private final String runtimeId;
    private final Supplier<AgentOffer> agent;
    private final RepeatingTask thread = new RepeatingTask("metrics", this::step, STOP_PATIENCE);
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock partsLock = new ReentrantLock();
    private volatile @Nullable Parts parts;
    // Written under the lock.
    private volatile boolean started;
    private volatile boolean clientGiven;
    private boolean closed;
    private boolean everStarted;
    private volatile long firstStartNanos;
    /** A call of the application waits for a connection, and perhaps nobody has started the thread for it yet. */
    private volatile boolean callWaits;
    /** A thread may have been left behind in a step when the last counts are to be sent. */
    private final ReentrantLock stepLock = new ReentrantLock();
    // Used under the lock of steps.
    private boolean delayIsOver;
    private @Nullable List<PeriodicJob> jobs;

    private record Parts(DogStatsD statsd, RuntimeMetrics runtime, HealthMetrics health, boolean healthWanted) {
        /** Reports what was counted, if there is a connection. */
        void reportHealth() {
            if (healthWanted && statsd.isConnected()) {
                health.report();
            }
        }
    }

    /**
     * Reporting that is not started.
     *
     * @param runtimeId see {@code ProcessIdentity}
     * @param agent tells what the Agent says at present
     */
    public MetricsReporting(
            Configuration configuration,
            TracerHealth health,
            ProcessTags processTags,
            String runtimeId,
            Supplier<AgentOffer> agent) {
        this.configuration = configuration;
        this.health = health;
        this.processTags = processTags;
        this.runtimeId = runtimeId;
        this.agent = agent;
    }

    /** The client for the application. The same one every time; usable before the start and until this is closed. */
    public StatsDClient client() {
        clientGiven = true;
        return parts().statsd();
    }

    /** The metrics of the Java runtime, which can be switched at run time. */
    public Product runtimeMetrics() {
        return parts().runtime();
    }

    /** Begins to send; does nothing when it has begun. Does not block and does no I/O. */
    public void start() {
        lock.lock();
        try {
            if (closed || started) {
                return;
            }
            started = true;
            if (!everStarted) {
                everStarted = true;
                firstStartNanos = System.nanoTime();
            }
            startThreadIfWanted();
        } finally {
            unlock();
        }
    }

    /** Sends what is aggregated and gives back every thread and socket. Possible to start again. */
    public void stop() {
        lock.lock();
        try {
            started = false;
            endThread();
        } finally {
            unlock();
        }
    }

    /** Sends what is aggregated or waits, and ends. A second call does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            started = false;
            thread.close();
            Parts present = parts;
            if (present != null) {
                reportLastHealth(present);
                present.statsd().close();
            }
        } finally {
            unlock();
        }
    }

    /** Where metrics go, what is reported and what is not, for people. */
    public Map<String, Object> status() {
        Parts present = parts();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("dogstatsd", present.statsd().status());
        status.put("runtime-metrics", present.runtime().status());
        status.put("health-metrics", Map.of("running", present.healthWanted() && started));
        return status;
    }

    private Parts parts() {
        Parts present = parts;
        if (present != null) {
            return present;
        }
        partsLock.lock();
        try {
            present = parts;
            if (present == null) {
                present = createParts();
                parts = present;
            }
            return present;
        } finally {
            partsLock.unlock();
        }
    }

    private Parts createParts() {
        DogStatsD statsd = new DogStatsD(
                DogStatsDSettings.from(configuration),
                agent,
                Capabilities.ofThisProcess(),
                () -> started && isWanted(),
                this::firstCallWaits,
                System::nanoTime);
        RuntimeMetrics runtime = new RuntimeMetrics(
                statsd,
                runtimeId,
                processTags,
                configuration.get(MetricsKeys.RUNTIME_METRICS_ENABLED),
                this::productSwitched);
        return new Parts(
                statsd,
                runtime,
                new HealthMetrics(statsd, health, processTags),
                configuration.get(MetricsKeys.HEALTH_METRICS_ENABLED));
    }

    private boolean isWanted() {
        Parts present = parts;
        if (present == null) {
            return configuration.get(MetricsKeys.RUNTIME_METRICS_ENABLED)
                    || configuration.get(MetricsKeys.HEALTH_METRICS_ENABLED);
        }
        return present.runtime().isRunning()
                || present.healthWanted()
                || (clientGiven && present.statsd().isInUse());
    }

    /** Runs on a thread of the application, which must not wait: whoever has the lock looks again when giving it back. */
    private void firstCallWaits() {
        callWaits = true;
        startForWaitingCall();
    }

    private void startForWaitingCall() {
        while (callWaits && lock.tryLock()) {
            try {
                callWaits = false;
                startThreadIfWanted();
            } finally {
                lock.unlock();
            }
        }
    }

    private void unlock() {
        lock.unlock();
        startForWaitingCall();
    }

    private void productSwitched() {
        lock.lock();
        try {
            startThreadIfWanted();
            if (!isWanted()) {
                endThread();
            }
        } finally {
            unlock();
        }
    }

    private void startThreadIfWanted() {
        if (started && isWanted()) {
            thread.start();
        }
    }

    private void endThread() {
        thread.close();
        Parts present = parts;
        if (present != null) {
            reportLastHealth(present);
            present.statsd().pause();
        }
    }

    private void reportLastHealth(Parts present) {
        // The thread has ended, unless it hangs, and then there is nothing to send with.
        if (stepLock.tryLock()) {
            try {
                isolated("metrics.health", present::reportHealth).run();
            } finally {
                stepLock.unlock();
            }
        }
    }

    private Duration step() {
        stepLock.lock();
        try {
            long now = System.nanoTime();
            long untilBegin = delayIsOver ? 0 : delayNanos(now);
            if (untilBegin > 0) {
                return Duration.ofNanos(untilBegin);
            }
            delayIsOver = true;
            Parts present = parts();
            present.statsd().tend();
            long pauseNanos = TEND_NANOS;
            for (PeriodicJob job : jobs(present, now)) {
                pauseNanos = Math.min(pauseNanos, job.runIfDue(now));
            }
            return Duration.ofNanos(pauseNanos);
        } finally {
            stepLock.unlock();
        }
    }

    /** How long it is until the delay is over, which is never more than the delay after the first start. */
    private long delayNanos(long now) {
        long nanos = TimeUnit.SECONDS.toNanos(configuration.get(MetricsKeys.START_DELAY_SECONDS));
        Instant present = Instant.now();
        Duration age =
                Duration.between(ProcessHandle.current().info().startInstant().orElse(present), present);
        return Math.min(nanos - age.toNanos(), firstStartNanos + nanos - now);
    }

    private List<PeriodicJob> jobs(Parts present, long now) {
        List<PeriodicJob> known = jobs;
        if (known == null) {
            known = List.of(
                    new PeriodicJob(
                            isolated("metrics.runtime", present.runtime()::report),
                            Duration.ofMillis(configuration.get(MetricsKeys.CHECK_PERIOD_MILLIS)),
                            now),
                    new PeriodicJob(
                            isolated("metrics.health", present::reportHealth),
                            HEALTH_PERIOD,
                            now + HEALTH_PERIOD.toNanos()));
            jobs = known;
        }
        return known;
    }

    private static Runnable isolated(String site, Runnable job) {
        return () -> {
            try {
                job.run();
            } catch (Throwable failure) {
                Faults.shared().record(site, failure);
            }
        };
    }
}
