/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When spans are sent that have not ended.
 *
 * @param initial how long a trace runs until its open spans are sent for the first time
 * @param interval how long until they are sent again
 * @param agentTakesThem whether the Agent knows what to do with such spans; asked anew each time
 */
public record LongRunningSettings(Duration initial, Duration interval, BooleanSupplier agentTakesThem) {
    private static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "dd.trace.experimental.long-running.enabled",
            ConfigType.FLAG,
            false,
            "Whether spans that go on for long are sent before they end, if the Agent takes such spans.");

    private static final ConfigKey<Integer> INITIAL_SECONDS = ConfigKey.of(
            "dd.trace.experimental.long-running.initial.flush.interval",
            ConfigType.integer(10, 450),
            20,
            "Seconds until the open spans of a long trace are sent for the first time.");

    private static final ConfigKey<Integer> INTERVAL_SECONDS = ConfigKey.of(
            "dd.trace.experimental.long-running.flush.interval",
            ConfigType.integer(20, 450),
            120,
            "Seconds until the open spans of a long trace are sent again.");

    /** What {@code configuration} says; null when such spans are not to be sent. */
    public static @Nullable LongRunningSettings from(Configuration configuration, BooleanSupplier agentTakesThem) {
        return configuration.get(ENABLED)
                ? new LongRunningSettings(
                        Duration.ofSeconds(configuration.get(INITIAL_SECONDS)),
                        Duration.ofSeconds(configuration.get(INTERVAL_SECONDS)),
                        agentTakesThem)
                : null;
    }
}
