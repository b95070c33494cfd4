/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.StatusContributor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Section {@code traces}: how many there were, what became of them, and the latest. */
final class TracesStatus implements StatusContributor {
    private final TracerHealth health;
    private final RecentTraces recent;

    TracesStatus(TracerHealth health, RecentTraces recent) {
        this.health = health;
        this.recent = recent;
    }

    @Override
    public String section() {
        return "traces";
    }

    @Override
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("enqueued", health.tracesEnqueued.sum());
        summary.put("sent", health.tracesSent.sum());
        summary.put("dropped", health.droppedTraces());
        return summary;
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("counters", health.counters());
        details.put("recent", recent.latest());
        return details;
    }
}
