/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.RepeatingTask;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.dependency.LibraryFinder;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Reports to Datadog what the library is doing in this application: its settings, integrations and problems, and which
 * libraries and endpoints the application has. Thread-safe; one thread of its own, {@code dd-telemetry}, does all I/O,
 * from {@link #start()} to {@link #pause()} or {@link #close()}.
 *
 * <p>The protocol is Datadog's instrumentation telemetry, version 2.
 */
public final class TelemetryClient implements AutoCloseable {
    // Together below the five seconds that the end may take.
    private static final Duration END_PATIENCE = Duration.ofMillis(4250);
    private static final Duration STOP_PATIENCE = Duration.ofMillis(500);
    private static final Duration NEVER = Duration.ofDays(1);

    private final AgentClient agent;
    private final TelemetryLogs logs;
    private final TelemetryMetrics metrics;
    private final ConfigurationReport settings;
    private final DependenciesReport dependencies = new DependenciesReport();
    private final LibraryFinder libraries;
    private final TelemetrySender sender;
    private final TelemetryLoop loop;
    private final TelemetrySchedule schedule;
    private final FaultReport faults;
    private final LongSupplier nanoTime;
    private final RepeatingTask task = new RepeatingTask("telemetry", this::step, STOP_PATIENCE);
    private final ReentrantLock stepLock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean applicationReady;
    private volatile boolean applicationEnding;
    private volatile boolean running;
    private volatile boolean ending;

    /**
     * A client that has not started and has no thread.
     *
     * @param agent opened and closed by its owner, open as long as this runs; the end opens it for itself if it has to
     * @param environment variables of the process
     * @param nanoTime monotonic time
     */
    public TelemetryClient(
            Configuration configuration,
            AgentClient agent,
            ReportedApplication application,
            ReportedFacts facts,
            Map<String, String> environment,
            Clock clock,
            LongSupplier nanoTime) {
        TelemetrySettings how = TelemetrySettings.from(configuration);
        this.agent = agent;
        this.logs = new TelemetryLogs(how.logs(), clock);
        this.metrics = facts.metrics();
        this.settings = new ConfigurationReport(configuration);
        this.nanoTime = nanoTime;
        this.libraries =
                new LibraryFinder(facts.loader(), System.getProperty("java.class.path", ""), how.libraryQueueSize());
        this.faults = new FaultReport(logs, metrics, facts.integrations());
        this.sender = new TelemetrySender(
                new AgentRoute(agent),
                IntakeRoute.from(configuration),
                application.runtimeId(),
                TelemetrySender.rootSession(environment),
                how.debug(),
                clock);
        metrics.readAtEndOfInterval(new HealthReading(facts.health(), sender.routes(), metrics));
        metrics.readAtEndOfInterval(new OtelSettingsReading(configuration, environment.keySet(), metrics));
        IntegrationsReport integrations = new IntegrationsReport(facts.instrumentation(), facts.versions());
        ProductsReport products = new ProductsReport(() -> applicationEnding, facts.products());
        WholeReport whole =
                new WholeReport(settings, integrations, dependencies, products, InstallSignature.of(environment));
        EndpointsReport endpoints = new EndpointsReport(
                () -> how.endpoints() && applicationReady && !ending, facts.endpoints(), how.endpointMessageLimit());
        this.loop = new TelemetryLoop(
                new TelemetryRequests(application, ReportedHost.read(), how.debug(), clock),
                sender,
                whole::start,
                whole::everything,
                List.of(
                        settings,
                        integrations,
                        dependencies,
                        metrics,
                        metrics.distributions(),
                        logs,
                        products,
                        endpoints));
        this.schedule = new TelemetrySchedule(how, loop, metrics, libraries, dependencies, nanoTime.getAsLong());
    }

    /** Where the library's own problems are noted. */
    public TelemetryLogs logs() {
        return logs;
    }

    /** Where the library counts what it does. */
    public TelemetryMetrics metrics() {
        return metrics;
    }

    /** Where changes of settings are noted. */
    public ConfigurationReport settings() {
        return settings;
    }

    /** What notes failures of the library; told of those of the whole process while this runs. */
    public Faults.Listener faults() {
        return faults;
    }

    /** Begins to report, or goes on after a pause; nothing when it does or was closed. */
    public void start() {
        if (!running && !ending) {
            running = true;
            Faults.shared().tell(faults);
            task.start();
        }
    }

    /** The application has started, so that what it serves is known. */
    public void applicationReady() {
        applicationReady = true;
    }

    /** The application is being closed: what stops from now on was not switched off. */
    public void applicationEnding() {
        applicationEnding = true;
    }

    /** Stops without reporting the end, so that there is no thread; what comes up meanwhile is reported later. */
    public void pause() {
        if (running) {
            running = false;
            task.close();
        }
    }

    /**
     * Reports what is left and the end, if the start was reported, also after a pause, and stops; takes five seconds at
     * most.
     */
    @Override
    public void close() {
        Faults.shared().forget(faults);
        boolean opened = false;
        if (!ending && (running || loop.isStarted())) {
            opened = !agent.isOpen();
            agent.open();
            applicationEnding = true;
            ending = true;
            task.start();
            task.wake();
            try {
                ended.await(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        running = false;
        ending = true;
        sender.close();
        if (opened) {
            agent.close();
        }
        task.close();
    }

    /** Does what is due, and says how long to wait until something is again. */
    Duration step() {
        // After a pause the thread from before may still be held by the system.
        stepLock.lock();
        try {
            return ending ? end() : schedule.step(nanoTime.getAsLong());
        } finally {
            stepLock.unlock();
        }
    }

    private Duration end() {
        try {
            if (ended.getCount() > 0) {
                schedule.end();
            }
        } finally {
            ended.countDown();
        }
        return NEVER;
    }

    /** How reporting goes, for people: texts, numbers, and lists and maps of these, in a fixed order. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("running", running);
        status.put("started", loop.isStarted());
        status.put("endpoint", sender.route().name());
        status.put("url", sender.route().url());
        long untilNext = schedule.nextHeartbeatNanos() - nanoTime.getAsLong();
        status.put("next-report-seconds", Math.max(0, TimeUnit.NANOSECONDS.toSeconds(untilNext)));
        Map<String, Object> waiting = new LinkedHashMap<>();
        waiting.put("bytes", loop.waitingBytes());
        waiting.put("metric-points", metrics.waiting());
        waiting.put("distribution-values", metrics.distributions().waiting());
        waiting.put("logs", logs.waiting());
        waiting.put("jars", libraries.waiting());
        status.put("waiting", waiting);
        status.put("dependencies", dependencies.count());
        Map<String, Object> requests = new LinkedHashMap<>();
        for (TelemetryRoute route : sender.routes()) {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("requests", route.calls().requests());
            made.put("responses", route.calls().responses());
            made.put("errors", route.calls().errors());
            requests.put(route.name(), made);
        }
        status.put("requests", requests);
        status.put(
                "last-sent", sender.lastSent().stream().map(SentReport::facts).toList());
        return status;
    }
}
