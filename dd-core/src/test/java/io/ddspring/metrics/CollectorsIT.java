/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of virtual machines with other collectors than this one. */
class CollectorsIT {
    private static final List<String> ALWAYS = List.of(
            "jvm.buffer_pool.direct.capacity",
            "jvm.buffer_pool.direct.count",
            "jvm.buffer_pool.direct.used",
            "jvm.buffer_pool.mapped.capacity",
            "jvm.buffer_pool.mapped.count",
            "jvm.buffer_pool.mapped.used",
            "jvm.gc.major_collection_count",
            "jvm.gc.major_collection_time",
            "jvm.gc.metaspace_size",
            "jvm.heap_memory",
            "jvm.heap_memory_committed",
            "jvm.heap_memory_init",
            "jvm.heap_memory_max",
            "jvm.loaded_classes",
            "jvm.non_heap_memory",
            "jvm.non_heap_memory_committed",
            "jvm.non_heap_memory_init",
            "jvm.thread_count");
    private static final String YOUNG_AND_OLD = "jvm.gc.eden_size jvm.gc.survivor_size jvm.gc.old_gen_size"
            + " jvm.gc.minor_collection_count jvm.gc.minor_collection_time";
    private static final String OLD = "jvm.gc.old_gen_size jvm.gc.minor_collection_count jvm.gc.minor_collection_time";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "Serial, 17, " + YOUNG_AND_OLD,
        "Parallel, 17, " + YOUNG_AND_OLD,
        "G1, 17, " + YOUNG_AND_OLD,
        "Z, 24, " + OLD,
    })
    void collector_has_its_metrics(String collector, int sinceJava, String names) throws Exception {
        assumeTrue(Runtime.version().feature() >= sinceJava);
        List<String> expected = new ArrayList<>(ALWAYS);
        expected.addAll(Arrays.asList(names.split(" ")));

        Map<String, Double> gauges = gaugesOf(collector);
        assertThat(gauges).containsKeys(expected.toArray(new String[0]));
        assertThat(gauges.keySet().stream().filter(name -> name.startsWith("jvm.gc.")))
                .allMatch(expected::contains);
        assertThat(gauges.get("jvm.gc.major_collection_count")).isPositive();
    }

    /** Before generations, which other versions have. */
    @ParameterizedTest
    @CsvSource("Z")
    void collector_without_generations_has_major_collections_only(String collector) throws Exception {
        assumeTrue(Runtime.version().feature() < 23);

        assertThat(gaugesOf(collector).keySet().stream().filter(name -> name.startsWith("jvm.gc.")))
                .containsExactlyInAnyOrder(
                        "jvm.gc.metaspace_size", "jvm.gc.major_collection_count", "jvm.gc.major_collection_time");
    }

    private Map<String, Double> gaugesOf(String collector) throws IOException, InterruptedException {
        Path file = directory.resolve("gauges");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+Use" + collector + "GC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        GaugesToFile.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        Map<String, Double> gauges = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            gauges.put(line.substring(0, line.indexOf(' ')), Double.valueOf(line.substring(line.indexOf(' ') + 1)));
        }
        return gauges;
    }

    /** Writes two reports, with a collection between them, to the file that it is given. */
    static final class GaugesToFile {
        private GaugesToFile() {}

        public static void main(String[] arguments) throws IOException {
            JvmMetrics metrics = new JvmMetrics(System::nanoTime);
            List<String> lines = new ArrayList<>();
            metrics.report((name, value) -> lines.add(name + " " + value));
            if (lines.stream().anyMatch(line -> line.contains("_collection_"))) {
                throw new IllegalStateException("rates without a time that they are about: " + lines);
            }
            System.gc();
            metrics.report((name, value) -> lines.add(name + " " + value));
            Files.write(Path.of(arguments[0]), lines);
        }
    }
}
