/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.Map;

/**
 * What the engine must know about the service it runs in. Absent texts are empty.
 *
 * @param serviceMapping service names to replace, by the name they replace
 * @param apmEnabled whether traces are kept for performance monitoring; spans say so when they are not
 * @param reportHostname whether local roots name the host in {@code _dd.hostname}
 * @param partialFlushMinSpans so many finished spans of an unfinished trace are sent ahead; 0 switches that off
 * @param stackTraceLimit characters of a stack trace that are sent
 */
record EngineSettings(
        String service,
        String env,
        String version,
        Map<String, String> globalTags,
        Map<String, String> serviceMapping,
        boolean apmEnabled,
        boolean reportHostname,
        boolean generate128BitIds,
        int partialFlushMinSpans,
        int stackTraceLimit) {

    /** The name under which the service appears. */
    String mapped(String serviceName) {
        return serviceMapping.getOrDefault(serviceName, serviceName);
    }
}
