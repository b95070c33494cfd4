/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.Tags;
import java.util.Map;

/**
 * What the engine must know about the service it runs in. Absent texts are empty.
 *
 * @param serviceIsNamed whether the service has a name of its own, so that requests need not name it
 * @param serviceMapping service names to replace, by the name they replace
 * @param peerService how the other side of calls is named
 * @param attributeSchema version of the names that integrations use
 * @param apmEnabled whether traces are kept for performance monitoring; spans say so when they are not
 * @param reportHostname whether local roots name the host in {@code _dd.hostname}
 * @param partialFlushMinSpans so many finished spans of an unfinished trace are sent ahead; 0 switches that off
 * @param stackTraceLimit characters of a stack trace that are sent
 * @param keptLatencyNanos traces that take longer are kept whatever the sampler says; 0 switches that off
 */
record EngineSettings(
        String service,
        boolean serviceIsNamed,
        String env,
        String version,
        Map<String, String> globalTags,
        Map<String, String> serviceMapping,
        PeerService peerService,
        int attributeSchema,
        boolean apmEnabled,
        boolean reportHostname,
        boolean generate128BitIds,
        int partialFlushMinSpans,
        int stackTraceLimit,
        long keptLatencyNanos) {

    /** The same with other tags and service names. */
    EngineSettings with(Map<String, String> otherTags, Map<String, String> otherMapping) {
        return new EngineSettings(
                service,
                serviceIsNamed,
                env,
                version,
                otherTags,
                otherMapping,
                peerService,
                attributeSchema,
                apmEnabled,
                reportHostname,
                generate128BitIds,
                partialFlushMinSpans,
                stackTraceLimit,
                keptLatencyNanos);
    }

    /** The name under which the service appears. */
    String mapped(String serviceName) {
        return serviceMapping.getOrDefault(serviceName, serviceName);
    }

    /** The tags that every span has from its start on. */
    SharedTags commonTags() {
        TagSlots tags = new TagSlots(1 + globalTags.size());
        if (!env.isEmpty()) {
            tags.set(Tags.ENV, env);
        }
        globalTags.forEach((name, value) -> {
            if (!value.isEmpty()) {
                tags.set(name, value);
            }
        });
        return new SharedTags(tags);
    }
}
