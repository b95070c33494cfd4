/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
import io.ddspring.config.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the client works. Immutable.
 *
 * @param url where configurations are asked for; null for what the Agent offers
 * @param interval between two requests
 * @param directory with configurations for tests and for places without a backend; null for none
 * @param asksAgent whether the Agent is asked as well when there is a directory
 * @param answerLimitBytes most bytes of an answer; a longer one is ignored
 * @param key with which lists of configurations must be signed; null when they need not be
 */
record RemoteConfigSettings(
        @Nullable AgentAddress url,
        Duration interval,
        @Nullable Path directory,
        boolean asksAgent,
        int answerLimitBytes,
        @Nullable TargetsKey key) {
    /** The settings that {@code configuration} holds. */
    static RemoteConfigSettings from(Configuration configuration) {
        String url = configuration.get(RemoteConfigKeys.URL);
        String directory = configuration.get(RemoteConfigKeys.FILE);
        return new RemoteConfigSettings(
                url.isEmpty() ? null : AgentAddress.parse(url),
                Duration.ofMillis(Math.round(configuration.get(RemoteConfigKeys.POLL_INTERVAL_SECONDS) * 1_000)),
                directory.isEmpty() ? null : Path.of(directory),
                directory.isEmpty()
                        || configuration.get(RemoteConfigKeys.FILE_MODE).equals(RemoteConfigKeys.OVERLAY),
                configuration.get(RemoteConfigKeys.MAX_PAYLOAD_SIZE_KIB) * 1024,
                configuration.get(RemoteConfigKeys.INTEGRITY_CHECK_ENABLED)
                        ? new TargetsKey(
                                configuration.get(RemoteConfigKeys.TARGETS_KEY_ID),
                                configuration.get(RemoteConfigKeys.TARGETS_KEY))
                        : null);
    }
}
