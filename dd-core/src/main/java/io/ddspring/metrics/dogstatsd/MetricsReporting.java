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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes to DogStatsD, from one thread {@code dd-metrics}: it connects the application's client, and
 * reports the metrics of the Java runtime and of the tracer. The thread runs from {@link #start()} to {@link #stop()}
 * while anything of this is wanted, and sleeps until the {@linkplain MetricsKeys#START_DELAY_SECONDS delay} is over;
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
    private final IntSupplier agentPort;
    private final RepeatingTask thread = new RepeatingTask("metrics", this::step, STOP_PATIENCE);
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock partsLock = new ReentrantLock();
    private volatile @Nullable Parts parts;
    // Written under the lock.
    private volatile boolean started;
    private volatile boolean clientGiven;
    private boolean closed;
    private boolean begun;
    private volatile long firstStartNanos;
    // Used by the thread.
    private @Nullable List<PeriodicJob> jobs;

    private record Parts(DogStatsD statsd, RuntimeMetrics runtime, boolean healthWanted) {}

    /**
     * Reporting that is not started.
     *
     * @param runtimeId see {@code ProcessIdentity}
     * @param agentPort the port that the Agent names for DogStatsD, 0 when it names none
     */
    public MetricsReporting(
            Configuration configuration,
            TracerHealth health,
            ProcessTags processTags,
            String runtimeId,
            IntSupplier agentPort) {
        this.configuration = configuration;
        this.health = health;
        this.processTags = processTags;
        this.runtimeId = runtimeId;
        this.agentPort = agentPort;
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
            if (!begun) {
                begun = true;
                firstStartNanos = System.nanoTime();
            }
            startThreadIfWanted();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is aggregated and gives back every thread and socket. Possible to start again. */
    public void stop() {
        lock.lock();
        try {
            started = false;
            endThread();
        } finally {
            lock.unlock();
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
                present.statsd().close();
            }
        } finally {
            lock.unlock();
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
                agentPort,
                Capabilities.ofThisProcess(),
                () -> started,
                this::firstCallWaits,
                System::nanoTime);
        RuntimeMetrics runtime = new RuntimeMetrics(
                statsd,
                runtimeId,
                processTags,
                configuration.get(MetricsKeys.RUNTIME_METRICS_ENABLED),
                this::productSwitched);
        return new Parts(statsd, runtime, configuration.get(MetricsKeys.HEALTH_METRICS_ENABLED));
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

    /** Runs on a thread of the application, which must not wait: whoever has the lock looks at everything anyway. */
    private void firstCallWaits() {
        if (lock.tryLock()) {
            try {
                startThreadIfWanted();
            } finally {
                lock.unlock();
            }
        }
    }

    private void productSwitched() {
        lock.lock();
        try {
            startThreadIfWanted();
            if (!isWanted()) {
                endThread();
            }
        } finally {
            lock.unlock();
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
            present.statsd().pause();
        }
    }

    private Duration step() {
        long now = System.nanoTime();
        long delayNanos = TimeUnit.SECONDS.toNanos(configuration.get(MetricsKeys.START_DELAY_SECONDS));
        long untilBegin = firstStartNanos + delayNanos - now;
        if (untilBegin > 0) {
            return Duration.ofNanos(untilBegin);
        }
        Parts present = parts();
        present.statsd().tend();
        long pauseNanos = TEND_NANOS;
        for (PeriodicJob job : jobs(present, now)) {
            pauseNanos = Math.min(pauseNanos, job.runIfDue(now));
        }
        return Duration.ofNanos(pauseNanos);
    }

    private List<PeriodicJob> jobs(Parts present, long now) {
        List<PeriodicJob> known = jobs;
        if (known == null) {
            HealthMetrics healthMetrics = new HealthMetrics(present.statsd(), health, processTags);
            known = List.of(
                    new PeriodicJob(
                            isolated("metrics.runtime", present.runtime()::report),
                            Duration.ofMillis(configuration.get(MetricsKeys.CHECK_PERIOD_MILLIS)),
                            now),
                    new PeriodicJob(
                            isolated("metrics.health", () -> {
                                if (present.healthWanted() && present.statsd().isConnected()) {
                                    healthMetrics.report();
                                }
                            }),
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
