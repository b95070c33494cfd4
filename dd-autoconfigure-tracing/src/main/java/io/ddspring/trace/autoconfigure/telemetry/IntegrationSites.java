/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Which integration a place belongs to where the library failed: the name that reports on integrations have. */
final class IntegrationSites implements UnaryOperator<String> {
    /** By the beginning of the place; the longest one counts. */
    private static final Map<String, String> BY_BEGINNING = Map.ofEntries(
            Map.entry("http.client", "http-client"),
            Map.entry("http.server", "servlet"),
            Map.entry("jdbc", "jdbc"),
            Map.entry("logging", "log-correlation"),
            Map.entry("micrometer", "micrometer"),
            Map.entry("opentelemetry", "opentelemetry"),
            Map.entry("servlet", "servlet"),
            Map.entry("servlet.handler", "spring-web"),
            Map.entry("trace.annotation", "trace-annotation"),
            Map.entry("trace.async", "spring-async"),
            Map.entry("trace.executor", "executor"),
            Map.entry("trace.scheduled", "spring-scheduling"),
            Map.entry("trace.span-end", "trace-annotation"));

    @Override
    public String apply(String site) {
        String place = site.split(" ", 2)[0];
        for (int end = place.length(); end > 0; end = place.lastIndexOf('.', end - 1)) {
            String integration = BY_BEGINNING.get(place.substring(0, end));
            if (integration != null) {
                return integration;
            }
        }
        return "";
    }
}
