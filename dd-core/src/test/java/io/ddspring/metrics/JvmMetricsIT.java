/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JvmMetricsIT {
    @Test
    void load_of_processors_is_a_share_once_it_is_known() {
        Map<String, Double> gauges = new TreeMap<>();
        JvmMetrics metrics = new JvmMetrics(System::nanoTime);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!(gauges.containsKey("jvm.cpu_load.process") && gauges.containsKey("jvm.cpu_load.system"))
                && System.nanoTime() < deadline) {
            metrics.report(gauges::put);
        }

        assertThat(gauges.get("jvm.cpu_load.process")).isBetween(0.0, 1.0);
        assertThat(gauges.get("jvm.cpu_load.system")).isBetween(0.0, 1.0);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void open_file_descriptors_are_at_least_the_standard_streams() {
        Map<String, Double> gauges = new TreeMap<>();
        new JvmMetrics(System::nanoTime).report(gauges::put);

        assertThat(gauges.get("jvm.os.open_file_descriptors")).isGreaterThanOrEqualTo(3);
    }
}
