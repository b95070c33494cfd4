/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.config.TracerKeys;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How statistics are computed. Immutable.
 *
 * @param enabled whether they are computed if the Agent allows it
 * @param apmEnabled whether traces are kept for performance monitoring; without that nobody wants statistics
 * @param ignoreAgentVersion whether the version of the Agent does not matter
 * @param aggregatesLimit most groups of spans that are held at once
 * @param additionalTags names of tags that tell groups apart besides the usual ones
 * @param ignoredResources resources that are not counted
 * @param byEndpoint whether HTTP methods and endpoints tell groups apart
 */
public record StatsSettings(
        boolean enabled,
        boolean apmEnabled,
        boolean ignoreAgentVersion,
        int aggregatesLimit,
        List<String> additionalTags,
        Set<String> ignoredResources,
        boolean byEndpoint) {
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "dd.trace.stats-computation.enabled",
            ConfigType.FLAG,
            true,
            "Whether statistics of all requests are computed here if the Agent allows it; traces that nobody"
                    + " will keep then are not sent.");

    public static final ConfigKey<Boolean> IGNORE_AGENT_VERSION = ConfigKey.of(
            "dd.trace.stats-computation.ignore-agent-version",
            ConfigType.FLAG,
            false,
            "Whether statistics are also computed for an Agent older than 7.65.0.");

    public static final ConfigKey<List<String>> ADDITIONAL_TAGS = ConfigKey.of(
            "dd.trace.stats.additional-tags",
            ConfigType.LIST,
            List.of(),
            "Names of at most 4 tags by which statistics are also grouped.");

    public static final ConfigKey<Integer> CARDINALITY_LIMIT = ConfigKey.of(
            "dd.trace.stats.cardinality-limit",
            ConfigType.integer(1, 65_536),
            2_048,
            "Groups of spans for which statistics are held at most; at most 256 on a heap of up to 128 MiB unless set.");

    public static final ConfigKey<List<String>> IGNORED_RESOURCES = ConfigKey.of(
            "dd.trace.tracer-metrics.ignored-resources",
            ConfigType.LIST,
            List.of(),
            "Resources that are left out of the statistics.");

    private static final Logger LOG = LoggerFactory.getLogger(StatsSettings.class);
    private static final int ADDITIONAL_TAGS_LIMIT = 4;
    private static final long SMALL_HEAP_BYTES = 128L << 20;
    private static final int SMALL_HEAP_AGGREGATES = 256;

    public StatsSettings {
        additionalTags = List.copyOf(additionalTags);
        ignoredResources = Set.copyOf(ignoredResources);
    }

    /**
     * The settings that {@code configuration} holds.
     *
     * @param byEndpoint whether HTTP endpoints are recorded
     */
    public static StatsSettings from(Configuration configuration, boolean byEndpoint) {
        return new StatsSettings(
                configuration.get(ENABLED),
                configuration.get(TracerKeys.APM_ENABLED),
                configuration.get(IGNORE_AGENT_VERSION),
                aggregatesLimit(configuration),
                additionalTags(configuration.get(ADDITIONAL_TAGS)),
                Set.copyOf(configuration.get(IGNORED_RESOURCES)),
                byEndpoint);
    }

    private static int aggregatesLimit(Configuration configuration) {
        int limit = configuration.get(CARDINALITY_LIMIT);
        boolean smallHeap = Runtime.getRuntime().maxMemory() <= SMALL_HEAP_BYTES;
        return smallHeap && !configuration.isSet(CARDINALITY_LIMIT) ? SMALL_HEAP_AGGREGATES : limit;
    }

    private static List<String> additionalTags(List<String> configured) {
        List<String> names = configured.stream().distinct().toList();
        if (names.size() > ADDITIONAL_TAGS_LIMIT) {
            LOG.warn(
                    "{}={} is not valid: allowed are at most {} names; statistics have no additional tags.",
                    ADDITIONAL_TAGS.name(),
                    String.join(",", configured),
                    ADDITIONAL_TAGS_LIMIT);
            return List.of();
        }
        return names;
    }
}
