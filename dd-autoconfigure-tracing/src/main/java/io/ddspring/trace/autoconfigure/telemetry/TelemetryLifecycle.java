/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.TelemetryClient;
import io.ddspring.telemetry.TelemetryKeys;
import io.ddspring.trace.autoconfigure.spi.LastReports;
import io.ddspring.writer.AgentTraceWriter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.SmartApplicationListener;

/**
 * Has reports begin late: when the application is ready and its first spans were sent, but ten seconds after its start at
 * the latest. The writer's thread looks whether it is time, so that the application's own threads load and create nothing
 * for it. They end between the last spans and the end of the tracer, and pause when the context is stopped.
 */
final class TelemetryLifecycle implements SmartLifecycle, SmartApplicationListener, Faults.Listener {
    /** After the tracer has started, and before it stops. */
    private static final int PHASE = Integer.MIN_VALUE + 2000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int EARLY_FAULTS = 10;

    private final Configuration configuration;
    private final AgentTraceWriter writer;
    private final TracerHealth health;
    private final LastReports lastReports;
    private final Supplier<TelemetryClient> reports;
    private final ConfigurableApplicationContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final BlockingQueue<Fault> earlyFaults = new ArrayBlockingQueue<>(EARLY_FAULTS);
    // Guarded by the lock.
    private boolean registered;
    private boolean closed;
    private long startNanos;

    private volatile @Nullable TelemetryClient client;
    private volatile boolean ready;
    private volatile boolean ending;
    private volatile String problem = "";
    private volatile boolean running;

    private record Fault(String site, Throwable failure) {}

    /** @param reports creates what reports */
    TelemetryLifecycle(
            Configuration configuration,
            AgentTraceWriter writer,
            TracerHealth health,
            LastReports lastReports,
            Supplier<TelemetryClient> reports,
            ConfigurableApplicationContext context) {
        this.configuration = configuration;
        this.writer = writer;
        this.health = health;
        this.lastReports = lastReports;
        this.reports = reports;
        this.context = context;
    }

    @Override
    public void start() {
        lock.lock();
        try {
            running = true;
            TelemetryClient present = client;
            if (present != null) {
                present.start();
            } else if (!registered) {
                registered = true;
                startNanos = System.nanoTime();
                Faults.shared().tell(this);
                writer.addTask(this::beginIfDue);
                lastReports.add(this::close);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stopping is not the end: the process may be about to be checkpointed, and a context that ends reports that later. */
    @Override
    public void stop() {
        lock.lock();
        try {
            running = false;
            TelemetryClient present = client;
            if (present != null && !context.isClosed()) {
                present.pause();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
        return ApplicationReadyEvent.class.isAssignableFrom(type) || ContextClosedEvent.class.isAssignableFrom(type);
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        TelemetryClient present = client;
        if (event instanceof ApplicationReadyEvent started && started.getApplicationContext() == context) {
            ready = true;
            if (present != null) {
                present.applicationReady();
            }
        } else if (event instanceof ContextClosedEvent closing && closing.getApplicationContext() == context) {
            ending = true;
            if (present != null) {
                present.applicationEnding();
            }
        }
    }

    /** Keeps the first failures until somebody can report them. */
    @Override
    public void failed(String site, Throwable failure) {
        earlyFaults.offer(new Fault(site, failure));
    }

    private void beginIfDue() {
        if (client != null || !running) {
            return;
        }
        lock.lock();
        try {
            if (client == null && running && !closed && isDue()) {
                // The condition on the beans knows fewer spellings of the setting.
                if (configuration.get(TelemetryKeys.ENABLED)) {
                    begin();
                } else {
                    end();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return (ready && health.payloadsSent.sum() > 0) || System.nanoTime() - startNanos >= PATIENCE_NANOS;
    }

    /** Once: what fails now fails every half second. */
    private void begin() {
        try {
            begin(reports.get());
        } catch (Throwable failure) {
            end();
            problem = "what reports cannot be created: " + failure;
            Faults.shared().record("telemetry.begin", failure);
        }
    }

    private void begin(TelemetryClient created) {
        Faults.shared().forget(this);
        created.start();
        for (Fault fault : earlyFaults) {
            created.faults().failed(fault.site(), fault.failure());
        }
        earlyFaults.clear();
        client = created;
        if (ready) {
            created.applicationReady();
        }
        if (ending) {
            created.applicationEnding();
        }
    }

    private void close() {
        lock.lock();
        try {
            end();
            TelemetryClient present = client;
            if (present != null) {
                present.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        closed = true;
        Faults.shared().forget(this);
        earlyFaults.clear();
    }

    /** Why nothing is reported; empty when nothing hinders it. */
    String problem() {
        return problem;
    }

    /** What reports; null as long as it is not time for it. */
    @Nullable
    TelemetryClient client() {
        return client;
    }
}
