/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Settings of what the library reports about itself. */
public final class TelemetryKeys {
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
                    "dd.instrumentation-telemetry.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether the library reports its settings, integrations and problems to Datadog.")
            .alias("DD_TELEMETRY_ENABLED");

    static final ConfigKey<Double> HEARTBEAT_SECONDS = ConfigKey.of(
            "dd.telemetry.heartbeat-interval",
            ConfigType.decimal(0.1, 3600),
            60.0,
            "Seconds between two reports of the library about itself.");

    static final ConfigKey<Double> EXTENDED_HEARTBEAT_SECONDS = ConfigKey.of(
            "dd.telemetry.extended-heartbeat-interval",
            ConfigType.decimal(0.1, 31_536_000),
            86_400.0,
            "Seconds between two reports that repeat everything.");

    static final ConfigKey<Double> METRICS_SECONDS = ConfigKey.of(
            "dd.telemetry.metrics-interval",
            ConfigType.decimal(0.1, 3600),
            10.0,
            "Seconds that one point of a metric about the library stands for.");

    static final ConfigKey<Boolean> METRICS_ENABLED = ConfigKey.of(
            "dd.telemetry.metrics-enabled", ConfigType.FLAG, true, "Whether the library reports metrics about itself.");

    static final ConfigKey<Boolean> LOG_COLLECTION_ENABLED = ConfigKey.of(
            "dd.telemetry.log-collection-enabled",
            ConfigType.FLAG,
            true,
            "Whether the library reports its own errors, without anything of the application in them.");

    static final ConfigKey<Boolean> DEPENDENCY_COLLECTION_ENABLED = ConfigKey.of(
            "dd.telemetry.dependency-collection-enabled",
            ConfigType.FLAG,
            true,
            "Whether the names and versions of the application's libraries are reported.");

    static final ConfigKey<Integer> DEPENDENCY_QUEUE_SIZE = ConfigKey.of(
            "dd.telemetry.dependency-resolution-queue-size",
            ConfigType.integer(1, 10_000_000),
            100_000,
            "Jars that wait to be looked at at most; others are not reported.");

    static final ConfigKey<Integer> DEPENDENCY_PERIOD_MILLIS = ConfigKey.of(
            "dd.telemetry.dependency-resolution-period-millis",
            ConfigType.integer(1, 3_600_000),
            1000,
            "Milliseconds between two jars that are looked at, so that the application is not disturbed.");

    static final ConfigKey<Boolean> ENDPOINT_COLLECTION_ENABLED = ConfigKey.of(
            "dd.api-security.endpoint-collection.enabled",
            ConfigType.FLAG,
            true,
            "Whether the paths and methods that the application serves are reported.");

    static final ConfigKey<Integer> ENDPOINT_MESSAGE_LIMIT = ConfigKey.of(
            "dd.api-security.endpoint-collection.message-limit",
            ConfigType.integer(1, 5_000),
            300,
            "Endpoints of the application in one report at most.");

    static final ConfigKey<Boolean> DEBUG_REQUESTS_ENABLED = ConfigKey.of(
            "dd.telemetry.debug-requests-enabled",
            ConfigType.FLAG,
            false,
            "Whether reports of the library about itself are marked as debugging.");

    private TelemetryKeys() {}
}
