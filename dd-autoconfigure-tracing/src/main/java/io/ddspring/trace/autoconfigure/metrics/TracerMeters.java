/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.metrics;

import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.metrics.TracerMetric;
import io.ddspring.metrics.dogstatsd.MetricsKeys;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The tracer's counts as meters, under the names that they have at Datadog. They are read when somebody asks. Those that
 * have a tag appear when its value is counted first.
 */
final class TracerMeters implements MeterBinder {
    private final Configuration configuration;
    private final TracerHealth health;

    TracerMeters(Configuration configuration, TracerHealth health) {
        this.configuration = configuration;
        this.health = health;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        try {
            if (configuration.get(MetricsKeys.HEALTH_METRICS_ENABLED)) {
                for (TracerMetric metric : TracerMetric.values()) {
                    metric.tellTags(health, tag -> register(metric, tag, registry));
                }
            }
        } catch (Throwable failure) {
            Faults.shared().record("metrics.micrometer", failure);
        }
    }

    private void register(TracerMetric metric, String tag, MeterRegistry registry) {
        int colon = tag.indexOf(':');
        FunctionCounter.builder(metric.metricName(), health, counted -> metric.totals(counted)
                        .getOrDefault(tag, 0L))
                .tags(colon < 0 ? Tags.empty() : Tags.of(tag.substring(0, colon), tag.substring(colon + 1)))
                .baseUnit(metric.unit())
                .register(registry);
    }
}
