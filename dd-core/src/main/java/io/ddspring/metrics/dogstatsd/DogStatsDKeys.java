/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Settings of where metrics go. Loaded when the first metric is sent. */
public final class DogStatsDKeys {
    public static final ConfigKey<DogStatsDAddress> URL = ConfigKey.of(
            "dd.dogstatsd.url",
            ConfigType.of(
                    "udp://host:port, unix:///path or \\\\.\\pipe\\name",
                    DogStatsDAddress::parse,
                    DogStatsDAddress::url),
            DogStatsDAddress.DEFAULT,
            "URL of DogStatsD, the Agent's intake of metrics. Takes precedence over host, port, path and pipe.");

    public static final ConfigKey<String> HOST = ConfigKey.of(
                    "dd.dogstatsd.host",
                    ConfigType.of("a host name, an IP address or unix:///path", DogStatsDKeys::checkedHost),
                    "",
                    "Host of DogStatsD, or unix:// and the path of its socket; that of the Agent when not set.")
            .alias("DD_JMXFETCH_STATSD_HOST");

    public static final ConfigKey<Integer> PORT = ConfigKey.of(
                    "dd.dogstatsd.port",
                    ConfigType.integer(1, 65_535),
                    DogStatsDAddress.DEFAULT.port(),
                    "UDP port of DogStatsD; the one that the Agent names when not set.")
            .alias("DD_JMXFETCH_STATSD_PORT");

    public static final ConfigKey<String> PATH = ConfigKey.of(
            "dd.dogstatsd.path",
            ConfigType.of("unix:///path", DogStatsDKeys::checkedHost),
            "",
            "unix:// and the path of DogStatsD's socket; without unix:// it is not used.");

    public static final ConfigKey<String> PIPE_NAME =
            ConfigKey.of("dd.dogstatsd.pipe-name", ConfigType.TEXT, "", "Name of DogStatsD's named pipe, on Windows.");

    public static final ConfigKey<Integer> QUEUE_SIZE = ConfigKey.of(
            "dd.statsd.client-queue-size",
            ConfigType.integer(1, 1_000_000),
            4096,
            "Metrics that wait to be sent at most; further ones are lost.");

    public static final ConfigKey<String> ENTITY_ID = ConfigKey.of(
            "dd.entity-id",
            ConfigType.TEXT,
            "",
            "Identity of the pod as set by the platform; a tag of every metric by which the Agent finds the pod's tags.");

    public static final ConfigKey<Boolean> ORIGIN_DETECTION_ENABLED = ConfigKey.of(
            "dd.origin-detection-enabled",
            ConfigType.FLAG,
            true,
            "Whether metrics name the container that they come from, by which the Agent finds its tags.");

    public static final ConfigKey<String> CARDINALITY = ConfigKey.of(
            "dd.cardinality",
            ConfigType.oneOf("none", "low", "orchestrator", "high"),
            "",
            "How detailed the tags are that the Agent adds to metrics by their origin; its own setting when not set.");

    private DogStatsDKeys() {}

    private static String checkedHost(String text) {
        String host = text.trim();
        if (DogStatsDAddress.isUnixUrl(host)) {
            DogStatsDAddress.parse(host);
        }
        return host;
    }
}
