/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessMetricsTest {
    @TempDir
    private Path self;

    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, Double> gauges = new TreeMap<>();

    @Test
    void memory_and_threads_are_those_of_the_kernel() throws IOException {
        write("status", "Name:\tjava\nVmHWM:\t 9999 kB\nVmRSS:\t  123456 kB\nThreads:\t42\nSigQ:\t0/1\n");

        new ProcessMetrics(self, nanos::get).report(gauges::put);

        assertThat(gauges)
                .containsEntry("runtime.java.mem.rss", 123456.0 * 1024)
                .containsEntry("runtime.java.thread_count", 42.0)
                .hasSize(2);
    }

    @Test
    void processor_times_are_those_since_the_last_report_whatever_the_program_is_called() throws IOException {
        ProcessMetrics metrics = new ProcessMetrics(self, nanos::get);
        write("stat", stat(500, 200));
        metrics.report(gauges::put);
        assertThat(gauges).isEmpty();

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(15));
        write("stat", stat(725, 250));
        metrics.report(gauges::put);

        assertThat(gauges)
                .containsEntry("runtime.java.cpu.time.user", 2.25)
                .containsEntry("runtime.java.cpu.time.sys", 0.5);
        assertThat(gauges.get("runtime.java.cpu.percent")).isNotNegative();
    }

    @Test
    void a_system_without_these_files_leaves_only_what_the_jvm_knows() {
        ProcessMetrics metrics = new ProcessMetrics(self.resolve("absent"), nanos::get);
        metrics.report(gauges::put);
        nanos.addAndGet(1);
        metrics.report(gauges::put);

        assertThat(gauges).containsOnlyKeys("runtime.java.cpu.percent");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void this_process_has_all_of_them() {
        ProcessMetrics metrics = new ProcessMetrics(System::nanoTime);
        metrics.report(gauges::put);
        metrics.report(gauges::put);

        assertThat(gauges)
                .containsOnlyKeys(
                        "runtime.java.cpu.percent",
                        "runtime.java.cpu.time.user",
                        "runtime.java.cpu.time.sys",
                        "runtime.java.mem.rss",
                        "runtime.java.thread_count");
        assertThat(gauges.get("runtime.java.mem.rss")).isGreaterThan(10_000_000);
        assertThat(gauges.get("runtime.java.thread_count")).isGreaterThan(5);
    }

    private static String stat(long userTicks, long systemTicks) {
        return "4711 (my (odd) 7 program) S 1 4711 4711 0 -1 4194304 100 0 0 0 " + userTicks + " " + systemTicks
                + " 0 0 20 0 42 0 12345 999 888\n";
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(self.resolve(file), text);
    }
}
