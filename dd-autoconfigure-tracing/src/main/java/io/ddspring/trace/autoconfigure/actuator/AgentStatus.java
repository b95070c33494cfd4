/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.stats.ClientStats;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.trace.autoconfigure.spi.AgentReachability;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Section {@code agent}: where traces go and how that works out. */
final class AgentStatus implements StatusContributor {
    private final Supplier<@Nullable TraceWriter> writer;
    private final Supplier<@Nullable ClientStats> stats;

    /** Both give null when nothing is traced. */
    AgentStatus(Supplier<@Nullable TraceWriter> writer, Supplier<@Nullable ClientStats> stats) {
        this.stats = stats;
        this.writer = writer;
    }

    @Override
    public String section() {
        return "agent";
    }

    @Override
    public Map<String, Object> summary() {
        AgentReachability reachability = AgentReachability.of(writer.get());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("state", reachability.state().name().toLowerCase(Locale.ROOT));
        summary.putAll(reachability.details());
        return summary;
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = summary();
        TraceWriter present = writer.get();
        if (present != null) {
            details.put("writer", present.getClass().getSimpleName());
        }
        if (present instanceof AgentTraceWriter agentWriter) {
            details.putAll(agentWriter.status());
        }
        ClientStats clientStats = stats.get();
        if (clientStats != null) {
            details.put("client-stats", clientStats.status());
        }
        return details;
    }
}
