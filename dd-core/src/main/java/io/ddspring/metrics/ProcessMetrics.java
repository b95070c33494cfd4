/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system tells about this process beyond what the JVM metrics have. Datadog has no names for that on a
 * JVM, so they are formed like those of its Python library ({@code runtime.python.*}):
 *
 * <ul>
 *   <li>{@code runtime.java.cpu.percent}: processor time since the last report, 100 for one processor that was busy
 *   <li>{@code runtime.java.cpu.time.user}, {@code runtime.java.cpu.time.sys}: seconds since the last report (Linux)
 *   <li>{@code runtime.java.mem.rss}: bytes of memory in use (Linux)
 *   <li>{@code runtime.java.thread_count}: threads of the process, those of the JVM itself included (Linux)
 * </ul>
 *
 * What cannot be read is left out. Open files are {@code jvm.os.open_file_descriptors}. Used by one thread.
 */
public final class ProcessMetrics {
    /** Unit of processor times in /proc on every Linux that Java runs on, see {@code USER_HZ} in proc(5). */
    private static final double TICKS_PER_SECOND = 100;

    private final Path self;
    private final LongSupplier nanoTime;
    private @Nullable Times last;

    /** @param userTicks of Linux, like {@code systemTicks}; negative when they are not known */
    private record Times(long nanos, long cpuNanos, long userTicks, long systemTicks) {}

    /** @param nanoTime monotonic time */
    public ProcessMetrics(LongSupplier nanoTime) {
        this(Path.of("/proc/self"), nanoTime);
    }

    /** @param self directory with {@code stat} and {@code status} of the process, see proc(5) */
    ProcessMetrics(Path self, LongSupplier nanoTime) {
        this.self = self;
        this.nanoTime = nanoTime;
    }

    /** Tells {@code sink} all present values; processor times from the second call on. */
    public void report(GaugeSink sink) {
        Times previous = last;
        Times now = times();
        last = now;
        if (previous != null) {
            long nanos = now.nanos - previous.nanos;
            if (nanos > 0 && now.cpuNanos >= 0 && previous.cpuNanos >= 0) {
                sink.gauge("runtime.java.cpu.percent", (now.cpuNanos - previous.cpuNanos) * 100.0 / nanos);
            }
            if (now.userTicks >= 0 && previous.userTicks >= 0) {
                sink.gauge("runtime.java.cpu.time.user", (now.userTicks - previous.userTicks) / TICKS_PER_SECOND);
                sink.gauge("runtime.java.cpu.time.sys", (now.systemTicks - previous.systemTicks) / TICKS_PER_SECOND);
            }
        }
        for (String line : read("status").split("\n", -1)) {
            if (line.startsWith("VmRSS:")) {
                // "VmRSS:     1234 kB"
                sink.gauge("runtime.java.mem.rss", number(line) * 1024);
            } else if (line.startsWith("Threads:")) {
                sink.gauge("runtime.java.thread_count", number(line));
            }
        }
    }

    private Times times() {
        String stat = read("stat");
        // The second field is the name of the program in brackets, which may contain anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
        // utime and stime are fields 14 and 15, counted from 1.
        boolean known = fields.length > 12;
        return new Times(
                nanoTime.getAsLong(),
                JvmMetrics.processCpuNanos(),
                known ? Long.parseLong(fields[11]) : -1,
                known ? Long.parseLong(fields[12]) : -1);
    }

    private static long number(String line) {
        long number = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
            }
        }
        return number;
    }

    private String read(String file) {
        try {
            return Files.readString(self.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | SecurityException notLinux) {
            return "";
        }
    }
}
