/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Settings of which metrics there are, and when. */
public final class MetricsKeys {
    public static final ConfigKey<Boolean> RUNTIME_METRICS_ENABLED = ConfigKey.of(
                    "dd.runtime-metrics.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether metrics of the Java runtime and of the process are sent.")
            .alias("DD_JMXFETCH_ENABLED");

    public static final ConfigKey<Integer> CHECK_PERIOD_MILLIS = ConfigKey.of(
            "dd.jmxfetch.check-period",
            ConfigType.integer(10, 86_400_000),
            15_000,
            "Milliseconds between two metrics of the Java runtime.");

    public static final ConfigKey<Boolean> HEALTH_METRICS_ENABLED = ConfigKey.of(
            "dd.trace.health-metrics-enabled",
            ConfigType.FLAG,
            true,
            "Whether metrics of the tracer itself are sent to DogStatsD and to Micrometer.");

    public static final ConfigKey<Integer> START_DELAY_SECONDS = ConfigKey.of(
            "dd.dogstatsd.start-delay",
            ConfigType.integer(0, 86_400),
            15,
            "Seconds after the start of the process from which on metrics are sent.");

    private MetricsKeys() {}
}
