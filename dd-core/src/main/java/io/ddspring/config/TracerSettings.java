/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the tracer needs to know before its first span. Immutable; absent texts are empty.
 *
 * @param service name of the service, never empty
 * @param serviceIsUserSet whether somebody chose the name, as opposed to it being derived
 * @param serviceIsNamed whether the name is that of the application, as opposed to a container of many or to none
 * @param env environment
 * @param version version of the application
 * @param globalTags tags of every span, without service, env and version
 * @param serviceMapping names that replace service names of spans
 * @param partialFlushMinSpans finished spans of an unfinished trace from which on they are sent;
 *     {@link Integer#MAX_VALUE} when that is off
 * @param traceId128Bit whether new trace ids have 128 bits
 * @param apmEnabled whether traces are kept for performance monitoring
 * @param reportHostname whether spans name the host
 * @param hostname name of the host to use instead of the machine's own
 * @param scopeDepthLimit scopes that may be open on one thread at once; {@link Integer#MAX_VALUE} when there is no limit
 */
public record TracerSettings(
        String service,
        boolean serviceIsUserSet,
        boolean serviceIsNamed,
        String env,
        String version,
        Map<String, String> globalTags,
        Map<String, String> serviceMapping,
        int partialFlushMinSpans,
        boolean traceId128Bit,
        boolean apmEnabled,
        boolean reportHostname,
        String hostname,
        int scopeDepthLimit) {
    /** Name of a service that could not be named otherwise. */
    public static final String UNNAMED_SERVICE = "unnamed-java-app";

    /** Copies the maps. */
    public TracerSettings {
        globalTags = Map.copyOf(globalTags);
        serviceMapping = Map.copyOf(serviceMapping);
    }

    /** The settings that {@code configuration} holds. */
    public static TracerSettings from(Configuration configuration) {
        ConfigValue<String> service = configuration.value(ServiceKeys.SERVICE);
        Map<String, String> tags = new LinkedHashMap<>(configuration.get(ServiceKeys.TAGS));
        tags.keySet().removeAll(Set.of("service", "env", "version"));
        int depthLimit = configuration.get(TracerKeys.SCOPE_DEPTH_LIMIT);
        return new TracerSettings(
                service.value().isEmpty() ? UNNAMED_SERVICE : service.value(),
                isUserSet(service),
                !service.value().isEmpty() && service.origin() != ConfigOrigin.DEFAULT,
                configuration.get(ServiceKeys.ENV),
                configuration.get(ServiceKeys.VERSION),
                tags,
                configuration.get(ServiceKeys.SERVICE_MAPPING),
                configuration.get(TracerKeys.PARTIAL_FLUSH_ENABLED)
                        ? configuration.get(TracerKeys.PARTIAL_FLUSH_MIN_SPANS)
                        : Integer.MAX_VALUE,
                configuration.get(TracerKeys.TRACE_ID_128_BIT_GENERATION),
                configuration.get(TracerKeys.APM_ENABLED),
                configuration.get(TracerKeys.REPORT_HOSTNAME),
                configuration.get(ServiceKeys.HOSTNAME),
                depthLimit == 0 ? Integer.MAX_VALUE : depthLimit);
    }

    private static boolean isUserSet(ConfigValue<String> service) {
        return !service.value().isEmpty()
                && service.origin() != ConfigOrigin.DEFAULT
                && service.origin() != ConfigOrigin.CALCULATED;
    }
}
