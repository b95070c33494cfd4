/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.agent.ProcessTags;
import io.ddspring.agent.TracerVersion;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.metrics.TracerMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends what the tracer counted about itself since the last time. Used by one thread at a time. */
final class HealthMetrics {
    private final StatsDClient statsd;
    private final TracerHealth health;
    private final ProcessTags processTags;
    private final Map<String, Long> lastTotals = new HashMap<>();

    HealthMetrics(StatsDClient statsd, TracerHealth health, ProcessTags processTags) {
        this.statsd = statsd;
        this.health = health;
        this.processTags = processTags;
    }

    /** Sends every count that is not zero. */
    void report() {
        List<String> tags = tracerTags();
        tags.addAll(processTags.list());
        String[] plain = tags.toArray(new String[0]);
        for (TracerMetric metric : TracerMetric.values()) {
            metric.totals(health).forEach((tag, total) -> {
                Long last = lastTotals.put(metric.metricName() + tag, total);
                long delta = total - (last == null ? 0 : last);
                if (delta > 0) {
                    statsd.count(metric.metricName(), delta, tag.isEmpty() ? plain : with(tags, tag));
                }
            });
        }
    }

    private static String[] with(List<String> tags, String tag) {
        List<String> all = new ArrayList<>(tags);
        all.add(tag);
        return all.toArray(new String[0]);
    }

    private static List<String> tracerTags() {
        List<String> tags = new ArrayList<>();
        tags.add("lang:java");
        tags.add("lang_version:" + System.getProperty("java.version", ""));
        tags.add("lang_interpreter:" + System.getProperty("java.vm.name", ""));
        tags.add("lang_interpreter_vendor:" + System.getProperty("java.vm.vendor", ""));
        tags.add("tracer_version:" + TracerVersion.current());
        return tags;
    }
}
