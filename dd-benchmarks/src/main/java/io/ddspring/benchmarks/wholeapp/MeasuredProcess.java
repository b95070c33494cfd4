/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The application in a process of its own, and what the operating system says about it. Linux only. */
final class MeasuredProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Unit of the times in {@code /proc/<pid>/stat}: clock ticks, of which Linux shows 100 a second. */
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final int port;
    private final double startWallSeconds;
    private final double startCpuSeconds;

    private MeasuredProcess(Process process, int port, long startedNanos) throws IOException {
        this.process = process;
        this.port = port;
        awaitAnswer();
        this.startWallSeconds = (System.nanoTime() - startedNanos) / 1e9;
        this.startCpuSeconds = cpuSeconds();
    }

    /** Starts it and waits for its first answer. */
    static MeasuredProcess start(Variant variant, Path wholeApp, Path log) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = variant.command(wholeApp, port);
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new MeasuredProcess(process, port, started);
    }

    private void awaitAnswer() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        URI ping = URI.create("http://127.0.0.1:" + port + "/ping");
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                HttpURLConnection connection = (HttpURLConnection) ping.toURL().openConnection();
                if (connection.getResponseCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        process.destroyForcibly();
        throw new IOException(
                "the application did not start: " + process.info().commandLine().orElse(""));
    }

    int port() {
        return port;
    }

    double startWallSeconds() {
        return startWallSeconds;
    }

    double startCpuSeconds() {
        return startCpuSeconds;
    }

    /** Processor time of all its threads, user and system. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS");
    }

    long loadedClasses() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process counters = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "PerfCounter.print").start();
        String text = new String(counters.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        long loaded = 0;
        for (String line : text.lines().toList()) {
            if (line.startsWith("java.cls.loadedClasses=") || line.startsWith("java.cls.sharedLoadedClasses=")) {
                loaded += Long.parseLong(line.substring(line.indexOf('=') + 1));
            }
        }
        return loaded;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
