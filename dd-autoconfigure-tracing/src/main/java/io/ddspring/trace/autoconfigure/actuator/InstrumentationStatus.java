/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.telemetry.StatusContributor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Section {@code instrumentation}: what is hooked into, what is not and why, and what failed since the start. */
final class InstrumentationStatus implements StatusContributor {
    private final InstrumentationReport report;

    InstrumentationStatus(InstrumentationReport report) {
        this.report = report;
    }

    @Override
    public String section() {
        return "instrumentation";
    }

    @Override
    public Map<String, Object> summary() {
        return report.entries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().active() ? "active" : "inactive",
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> integrations = new LinkedHashMap<>();
        report.entries()
                .forEach((name, entry) ->
                        integrations.put(name, Map.of("active", entry.active(), "detail", entry.detail())));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("integrations", integrations);
        details.put("faults", Faults.shared().counts());
        return details;
    }
}
