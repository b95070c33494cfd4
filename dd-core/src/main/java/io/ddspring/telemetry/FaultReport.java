/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.Faults;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Turns failures of the library into messages, and those of integrations into counts as well. A fault cannot be attributed to one of several applications in
 * a process, so each of them reports it.
 */
final class FaultReport implements Faults.Listener {
    private static final String SLOW_TEMPLATE = " took longer than it should";

    private final TelemetryLogs logs;
    private final TelemetryMetrics metrics;
    private final UnaryOperator<String> integrations;

    /** @param integrations see {@link ReportedFacts} */
    FaultReport(TelemetryLogs logs, TelemetryMetrics metrics, UnaryOperator<String> integrations) {
        this.logs = logs;
        this.metrics = metrics;
        this.integrations = integrations;
    }

    @Override
    public void failed(String site, Throwable failure) {
        logs.add(TelemetryLogs.Level.ERROR, withoutApplication(site) + " failed", "", failure);
        String integration = integrations.apply(site);
        if (!integration.isEmpty()) {
            metrics.counter(
                            "tracers",
                            "integration_errors",
                            "integration_name:" + integration,
                            "error_type:" + type(failure))
                    .increment();
        }
    }

    @Override
    public void slow(String site, Duration took) {
        logs.add(TelemetryLogs.Level.WARN, withoutApplication(site) + SLOW_TEMPLATE, elapsed(took), null);
    }

    /** In steps of a tenth of a second, so that what is as slow again counts as the same message. */
    private static String elapsed(Duration took) {
        return "elapsed_time:" + took.toMillis() / 100 * 100 + "ms";
    }

    private static String withoutApplication(String site) {
        int space = site.indexOf(' ');
        return space < 0 ? site : site.substring(0, space);
    }

    /** Without the package; classes without a name have none that would tell anything. */
    private static String type(Throwable failure) {
        Class<?> type = failure.getClass();
        while (type.isAnonymousClass()) {
            type = type.getSuperclass();
        }
        return type.getSimpleName();
    }
}
