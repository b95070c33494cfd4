/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the operating system and the JVM say about a process, read from outside. Linux and the serial collector only. */
final class ProcessFigures {
    /** Unit of the times in {@code /proc/<pid>/stat}: clock ticks, of which Linux shows 100 a second. */
    private static final double TICKS_PER_SECOND = 100;

    private static final double KILOBYTES_PER_MEGABYTE = 1024;
    private static final double BYTES_PER_MEGABYTE = 1024 * 1024;

    private final long pid;
    private final Path proc;

    ProcessFigures(long pid) {
        this.pid = pid;
        this.proc = Path.of("/proc", String.valueOf(pid));
    }

    /** Processor time of all its threads, those that have ended included, user and system. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_PER_MEGABYTE;
            }
        }
        throw new IOException("no VmRSS");
    }

    /** Names of its threads, of which Linux keeps 15 characters. */
    List<String> threads() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(proc.resolve("task"))) {
            for (Path task : tasks) {
                names.add(Files.readString(task.resolve("comm")).trim());
            }
        } catch (NoSuchFileException ended) {
            return threads();
        }
        return names;
    }

    long loadedClasses() throws IOException {
        PerfData counters = PerfData.of(pid);
        return counters.counter("java.cls.loadedClasses") + counters.counter("java.cls.sharedLoadedClasses");
    }

    /**
     * Bytes that were taken from the young generation's eden since the JVM started. One that is busy has taken a little
     * more: the counters are 50 ms old.
     */
    long allocatedBytes() throws IOException {
        PerfData counters = PerfData.of(pid);
        long collections =
                counters.counter("sun.gc.collector.0.invocations") + counters.counter("sun.gc.collector.1.invocations");
        return collections * counters.counter("sun.gc.generation.0.space.0.capacity")
                + counters.counter("sun.gc.generation.0.space.0.used");
    }

    /** What is in use on the heap, after a full collection that is asked for. */
    double liveHeapMegabytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process collection = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.run")
                .redirectErrorStream(true)
                .start();
        String said = new String(collection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (collection.waitFor() != 0) {
            throw new IOException(said);
        }
        PerfData counters = PerfData.of(pid);
        long used = 0;
        for (String space : List.of("0.space.0", "0.space.1", "0.space.2", "1.space.0")) {
            used += counters.counter("sun.gc.generation." + space + ".used");
        }
        return used / BYTES_PER_MEGABYTE;
    }
}
