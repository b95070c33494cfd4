/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.config.Configuration;
import io.ddspring.config.TracerKeys;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.telemetry.TelemetryClient;
import io.ddspring.telemetry.TelemetryKeys;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Section {@code telemetry}: what the library reports about itself and how that works out, or why it does not. */
final class TelemetryStatus implements StatusContributor {
    private final Configuration configuration;
    private final @Nullable TelemetryLifecycle lifecycle;
    private final Supplier<@Nullable TraceWriter> writer;

    /** @param lifecycle null when nothing is reported */
    TelemetryStatus(
            Configuration configuration,
            @Nullable TelemetryLifecycle lifecycle,
            Supplier<@Nullable TraceWriter> writer) {
        this.configuration = configuration;
        this.lifecycle = lifecycle;
        this.writer = writer;
    }

    @Override
    public String section() {
        return "telemetry";
    }

    @Override
    public Map<String, Object> summary() {
        Map<String, Object> all = details();
        all.keySet().retainAll(List.of("enabled", "reason", "running", "started", "endpoint"));
        return all;
    }

    @Override
    public Map<String, Object> details() {
        String obstacle = obstacle();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("enabled", obstacle.isEmpty());
        if (!obstacle.isEmpty()) {
            details.put("reason", obstacle);
            return details;
        }
        TelemetryClient client = lifecycle == null ? null : lifecycle.client();
        if (client == null) {
            details.put("running", false);
            details.put("reason", "waits for the application to be ready and its first spans to be sent");
        } else {
            details.putAll(client.status());
        }
        return details;
    }

    private String obstacle() {
        if (!configuration.get(TracerKeys.ENABLED)) {
            return TracerKeys.ENABLED.name() + " is false";
        }
        if (!configuration.get(TelemetryKeys.ENABLED)) {
            return TelemetryKeys.ENABLED.name() + " is false";
        }
        if (!(writer.get() instanceof AgentTraceWriter)) {
            return "traces do not go to an Agent";
        }
        return lifecycle == null ? "switched off or replaced" : lifecycle.problem();
    }
}
