/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.RepeatingTask;
import io.ddspring.config.Configuration;
import io.ddspring.telemetry.dependency.LibraryFinder;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reports to Datadog what the library is doing in this application: its settings, integrations and problems, and which
 * libraries the application has. Thread-safe; one thread of its own does all I/O.
 */
public final class TelemetryClient implements AutoCloseable {
    private static final Duration LONGEST_WAIT_FOR_APPLICATION = Duration.ofSeconds(10);
    private static final Duration START_GAP = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LIBRARY_GAP = Duration.ofSeconds(1);
    private static final int START_ATTEMPTS = 3;

    private final TelemetryLogs logs;
    private final TelemetryMetrics metrics;
    private final ConfigurationReport settings;
    private final IntegrationsReport integrations;
    private final DependenciesReport dependencies = new DependenciesReport();
    private final LibraryFinder libraries;
    private final InstrumentationReport instrumentation;
    private final Supplier<Map<String, Boolean>> products;
    private final TelemetryLoop loop;
    private final LongSupplier nanoTime;
    private final Beat heartbeat;
    private final Beat interval;
    private final Beat libraryBeat;
    private final long createdNanos;
    private final RepeatingTask task = new RepeatingTask("telemetry", this::step, STOP_PATIENCE);
    private int startAttempts;
    private volatile boolean applicationReady;
    private volatile boolean ending;

    /**
     * A client that has not started.
     *
     * @param products which products are switched on, by name
     */
    public TelemetryClient(
            Configuration configuration,
            AgentClient agent,
            ReportedApplication application,
            InstrumentationReport instrumentation,
            Supplier<Map<String, Boolean>> products,
            LibraryFinder libraries,
            Map<String, String> environment,
            Clock clock,
            LongSupplier nanoTime) {
        boolean debug = configuration.get(TelemetryKeys.DEBUG_REQUESTS_ENABLED);
        Duration metricsInterval = seconds(configuration.get(TelemetryKeys.METRICS_SECONDS));
        this.logs = new TelemetryLogs(clock);
        this.metrics = new TelemetryMetrics(clock, metricsInterval);
        this.settings = new ConfigurationReport(configuration);
        this.integrations = new IntegrationsReport(instrumentation);
        this.instrumentation = instrumentation;
        this.libraries = libraries;
        this.products = products;
        this.nanoTime = nanoTime;
        this.createdNanos = nanoTime.getAsLong();
        this.heartbeat = new Beat(seconds(configuration.get(TelemetryKeys.HEARTBEAT_SECONDS)), createdNanos);
        this.interval = new Beat(metricsInterval, createdNanos);
        this.libraryBeat = new Beat(LIBRARY_GAP, createdNanos);
        this.loop = new TelemetryLoop(
                new TelemetryRequests(application, ReportedHost.read(), debug, clock),
                new TelemetrySender(agent, application.runtimeId(), TelemetrySender.rootSession(environment), debug),
                this::startMessage,
                this::everything,
                List.of(settings, integrations, dependencies, metrics, logs),
                seconds(configuration.get(TelemetryKeys.EXTENDED_HEARTBEAT_SECONDS)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
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

    /** Begins to report, as soon as the application is ready but after ten seconds at the latest. */
    public void start() {
        task.start();
    }

    /** The application has started, so that what it uses is known. */
    public void applicationReady() {
        applicationReady = true;
        task.wake();
    }

    /** Reports what is left and the end, and stops; takes five seconds at most. */
    @Override
    public void close() {
        ending = true;
        task.wake();
        task.close();
    }

    private Duration step() {
        long now = nanoTime.getAsLong();
        if (ending) {
            metrics.endInterval();
            loop.end(now);
            return Duration.ofHours(1);
        }
        if (!loop.isStarted() && !tryToStart(now)) {
            return startAttempts % START_ATTEMPTS == 0 && startAttempts > 0 ? heartbeat.left(now) : START_GAP;
        }
        if (interval.isDue(now)) {
            metrics.endInterval();
        }
        if (libraries.hasNext() && libraryBeat.isDue(now)) {
            libraries.findNext().forEach(dependencies::add);
        }
        if (heartbeat.isDue(now)) {
            loop.heartbeat(now);
        }
        Duration next =
                heartbeat.left(now).compareTo(interval.left(now)) < 0 ? heartbeat.left(now) : interval.left(now);
        return libraries.hasNext() && libraryBeat.left(now).compareTo(next) < 0 ? libraryBeat.left(now) : next;
    }

    private boolean tryToStart(long now) {
        if (!applicationReady && now - createdNanos < LONGEST_WAIT_FOR_APPLICATION.toNanos()) {
            return false;
        }
        startAttempts++;
        return loop.start(now);
    }

    private TelemetryMessage startMessage() {
        return TelemetryMessage.of(TelemetryType.STARTED, json -> {
            json.writeObjectFieldStart("products");
            for (Map.Entry<String, Boolean> product : new TreeMap<>(products.get()).entrySet()) {
                json.writeObjectFieldStart(product.getKey());
                json.writeBooleanField("enabled", product.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            writeSettings(json);
        });
    }

    private TelemetryMessage everything() {
        return TelemetryMessage.of(TelemetryType.EXTENDED_HEARTBEAT, json -> {
            writeSettings(json);
            json.writeArrayFieldStart(DependenciesReport.LIST);
            for (var dependency : dependencies.repeated()) {
                DependenciesReport.write(dependency, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart(IntegrationsReport.LIST);
            for (var integration : instrumentation.entries().entrySet()) {
                IntegrationsReport.write(integration, json);
            }
            json.writeEndArray();
        });
    }

    private void writeSettings(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(ConfigurationReport.LIST);
        for (ConfigurationReport.Entry entry : settings.takeAll()) {
            entry.write(json);
        }
        json.writeEndArray();
    }
}
