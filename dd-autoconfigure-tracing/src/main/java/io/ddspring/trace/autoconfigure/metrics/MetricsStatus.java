/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.metrics;

import io.ddspring.metrics.dogstatsd.MetricsReporting;
import io.ddspring.telemetry.StatusContributor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Section {@code metrics}: where metrics go, what is sent and what is not. */
final class MetricsStatus implements StatusContributor {
    private final MetricsReporting reporting;

    MetricsStatus(MetricsReporting reporting) {
        this.reporting = reporting;
    }

    @Override
    public String section() {
        return "metrics";
    }

    @Override
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        if (details().get("dogstatsd") instanceof Map<?, ?> dogstatsd) {
            dogstatsd.forEach((name, value) -> {
                if (name.equals("state") || name.equals("url") || name.equals("note")) {
                    summary.put(String.valueOf(name), value);
                }
            });
        }
        return summary;
    }

    @Override
    public Map<String, Object> details() {
        return reporting.status();
    }
}
