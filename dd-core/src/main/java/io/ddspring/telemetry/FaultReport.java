/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.Faults;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Turns failures of the library into messages and counts. A fault cannot be attributed to one of several applications in
 * a process, so each of them reports it.
 */
final class FaultReport implements Faults.Listener {
    private static final String SLOW_TEMPLATE = " took longer than it should";

    private final TelemetryLogs logs;
    private final TelemetryMetrics metrics;
    private final LongAdder logsCreated;

    /** @param logsCreated counts what becomes a message */
    FaultReport(TelemetryLogs logs, TelemetryMetrics metrics, LongAdder logsCreated) {
        this.logs = logs;
        this.metrics = metrics;
        this.logsCreated = logsCreated;
    }

    @Override
    public void failed(String site, Throwable failure) {
        logsCreated.increment();
        logs.add(TelemetryLogs.Level.ERROR, site + " failed", "", failure);
        String type = failure.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        metrics.counter("tracers", "integration_errors", "integration_name:" + site, "error_type:" + type)
                .increment();
    }

    @Override
    public void slow(String site, Duration took) {
        logsCreated.increment();
        logs.add(TelemetryLogs.Level.WARN, site + SLOW_TEMPLATE, "", null);
    }
}
