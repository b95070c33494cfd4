/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that do not change from request to request, by the kind of endpoint. Immutable. */
public final class AgentHeaders {
    public static final String TRACE_COUNT = "X-Datadog-Trace-Count";
    public static final String COMPUTED_STATS = "Datadog-Client-Computed-Stats";
    public static final String DROPPED_P0_TRACES = "Datadog-Client-Dropped-P0-Traces";
    public static final String DROPPED_P0_SPANS = "Datadog-Client-Dropped-P0-Spans";
    public static final String AGENT_STATE = "Datadog-Agent-State";
    public static final String CONTAINER_TAGS_HASH = "Datadog-Container-Tags-Hash";

    public static final ConfigKey<String> EXTERNAL_ENV = ConfigKey.of(
            "dd.external.env",
            ConfigType.TEXT,
            "",
            "Identity of the workload as set by the platform; sent to the Agent as it is.");

    /** Set in tests only. */
    public static final ConfigKey<String> TEST_SESSION_TOKEN = ConfigKey.of(
            "dd.agent.test-session-token",
            ConfigType.TEXT,
            "",
            "Session of a test agent, as ddapm-test-agent has them, to which everything that is sent belongs.");

    private final Map<String, String> identity;
    private final Map<String, String> language;
    private final Map<String, String> stats;
    private final Map<String, String> traces;

    private AgentHeaders(
            Map<String, String> identity,
            Map<String, String> language,
            Map<String, String> stats,
            Map<String, String> traces) {
        this.identity = Collections.unmodifiableMap(identity);
        this.language = Collections.unmodifiableMap(language);
        this.stats = Collections.unmodifiableMap(stats);
        this.traces = Collections.unmodifiableMap(traces);
    }

    /** The headers that settings ask for. */
    static Map<String, String> configured(Configuration configuration) {
        Map<String, String> headers = new LinkedHashMap<>();
        putIfSet(headers, "Datadog-External-Env", configuration.get(EXTERNAL_ENV));
        putIfSet(headers, "X-Datadog-Test-Session-Token", configuration.get(TEST_SESSION_TOKEN));
        return headers;
    }

    private static void putIfSet(Map<String, String> headers, String name, String value) {
        if (!value.isBlank()) {
            headers.put(name, value.trim());
        }
    }

    /**
     * The headers of this process.
     *
     * @param configured more headers that say whose requests these are
     */
    public static AgentHeaders of(ContainerIdentity identity, Map<String, String> configured) {
        Map<String, String> workload = new LinkedHashMap<>();
        putIfKnown(workload, "Datadog-Container-ID", identity.containerId());
        putIfKnown(workload, "Datadog-Entity-ID", identity.entityId());
        workload.putAll(configured);

        Map<String, String> language = new LinkedHashMap<>();
        language.put("Datadog-Meta-Lang", "java");
        language.put("Datadog-Meta-Lang-Version", System.getProperty("java.version", ""));
        language.put("Datadog-Meta-Lang-Interpreter", System.getProperty("java.vm.name", ""));
        language.put("Datadog-Meta-Lang-Interpreter-Vendor", System.getProperty("java.vm.vendor", ""));

        Map<String, String> stats = new LinkedHashMap<>();
        stats.put("Content-Type", "application/msgpack");
        stats.putAll(language);
        stats.put("Datadog-Meta-Tracer-Version", TracerVersion.current());
        stats.putAll(workload);

        Map<String, String> traces = new LinkedHashMap<>();
        traces.putAll(stats);
        traces.put("Datadog-Client-Computed-Top-Level", "true");
        // Without it an Agent hides that it is overloaded behind status 200.
        traces.put("Datadog-Send-Real-Http-Status", "true");
        return new AgentHeaders(workload, language, stats, traces);
    }

    private static void putIfKnown(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** What tells the container or workload of this process, as far as it is known; part of those for traces and statistics. */
    public Map<String, String> identity() {
        return identity;
    }

    /** The four {@code Datadog-Meta-Lang*} headers, which is all that {@code /info} gets. */
    public Map<String, String> language() {
        return language;
    }

    /** What the intake of statistics gets. */
    public Map<String, String> stats() {
        return stats;
    }

    /** What the trace intake gets, except for the counts of the payload. */
    public Map<String, String> traces() {
        return traces;
    }
}
