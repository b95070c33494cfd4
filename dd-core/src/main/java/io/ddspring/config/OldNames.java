/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names that settings had in earlier versions of the official tracers. They still work, and whoever uses one is told the
 * name of today. Names that are only other spellings of today are {@linkplain ConfigKey#aliases() aliases} instead.
 */
final class OldNames {
    /** Old names, as properties, by the name of today. */
    private static final Map<String, List<String>> BY_NAME = Map.ofEntries(
            Map.entry("dd.service", List.of("dd.service.name")),
            Map.entry("dd.tags", List.of("dd.trace.global.tags")),
            Map.entry("dd.trace.agent-port", List.of("dd.agent.port")),
            Map.entry("dd.trace.http.client.error-statuses", List.of("dd.http.client.error-statuses")),
            Map.entry("dd.trace.http.server.error-statuses", List.of("dd.http.server.error-statuses")),
            Map.entry("dd.trace.obfuscation-query-string-regexp", List.of("dd.obfuscation-query-string-regexp")),
            Map.entry("dd.trace.propagation-style-extract", List.of("dd.propagation-style-extract")),
            Map.entry("dd.trace.propagation-style-inject", List.of("dd.propagation-style-inject")),
            Map.entry("dd.trace.stats.cardinality-limit", List.of("dd.trace.tracer-metrics.max-aggregates")),
            Map.entry("dd.trace.stats-computation.enabled", List.of("dd.trace.tracer-metrics.enabled")));

    /** Alias that every switch of an integration has. */
    private static final String SWITCH_ALIAS = "DD_TRACE_INTEGRATION_";

    private static final String SWITCH = "dd.trace.";
    private static final String OLD_SWITCH = "dd.integration.";

    private OldNames() {}

    /** Old names, as properties, of the setting that is called {@code name} and {@code aliases} today. */
    static List<String> of(String name, List<String> aliases) {
        List<String> old = BY_NAME.getOrDefault(name, List.of());
        if (name.startsWith(SWITCH) && isSwitch(aliases)) {
            List<String> all = new ArrayList<>(old);
            all.add(OLD_SWITCH + name.substring(SWITCH.length()));
            return List.copyOf(all);
        }
        return old;
    }

    private static boolean isSwitch(List<String> aliases) {
        for (String alias : aliases) {
            if (alias.startsWith(SWITCH_ALIAS)) {
                return true;
            }
        }
        return false;
    }
}
