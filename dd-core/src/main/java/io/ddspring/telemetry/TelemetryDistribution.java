/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

/**
 * A metric of which every value is reported, for its percentiles. Thread-safe; adding never blocks, and values beyond
 * what is kept between two reports are lost.
 */
public final class TelemetryDistribution {
    private final MetricName name;
    private final TelemetryDistributions values;

    TelemetryDistribution(MetricName name, TelemetryDistributions values) {
        this.name = name;
        this.values = values;
    }

    /** Adds a value; one that is no number is left out. */
    public void add(double value) {
        values.add(name, value);
    }
}
