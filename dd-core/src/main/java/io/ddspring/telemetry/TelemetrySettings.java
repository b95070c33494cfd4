/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.config.Configuration;
import java.time.Duration;

/**
 * What is reported, and how often. Immutable.
 *
 * @param heartbeat between two reports
 * @param extendedHeartbeat between two reports that repeat everything
 * @param metricsInterval time that a point of a metric stands for
 * @param libraries whether the application's libraries are reported
 * @param libraryQueueSize jars that wait to be looked at
 * @param libraryPeriod between two jars that are looked at
 * @param endpoints whether the application's endpoints are reported
 * @param endpointMessageLimit endpoints in one message
 * @param debug whether reports are marked as debugging
 */
record TelemetrySettings(
        Duration heartbeat,
        Duration extendedHeartbeat,
        Duration metricsInterval,
        boolean metrics,
        boolean logs,
        boolean libraries,
        int libraryQueueSize,
        Duration libraryPeriod,
        boolean endpoints,
        int endpointMessageLimit,
        boolean debug) {
    static TelemetrySettings from(Configuration configuration) {
        return new TelemetrySettings(
                seconds(configuration.get(TelemetryKeys.HEARTBEAT_SECONDS)),
                seconds(configuration.get(TelemetryKeys.EXTENDED_HEARTBEAT_SECONDS)),
                seconds(configuration.get(TelemetryKeys.METRICS_SECONDS)),
                configuration.get(TelemetryKeys.METRICS_ENABLED),
                configuration.get(TelemetryKeys.LOG_COLLECTION_ENABLED),
                configuration.get(TelemetryKeys.DEPENDENCY_COLLECTION_ENABLED),
                configuration.get(TelemetryKeys.DEPENDENCY_QUEUE_SIZE),
                Duration.ofMillis(configuration.get(TelemetryKeys.DEPENDENCY_PERIOD_MILLIS)),
                configuration.get(TelemetryKeys.ENDPOINT_COLLECTION_ENABLED),
                configuration.get(TelemetryKeys.ENDPOINT_MESSAGE_LIMIT),
                configuration.get(TelemetryKeys.DEBUG_REQUESTS_ENABLED));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
