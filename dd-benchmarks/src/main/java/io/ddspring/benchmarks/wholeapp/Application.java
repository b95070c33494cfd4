/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One variant, running in a process of its own. Ends with this process at the latest. */
final class Application implements AutoCloseable {
    static final String PING = "/ping";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Process process;
    private final Thread stopAtExit;
    private final int port;
    private final Path log;
    private final long startedNanos;

    private Application(Process process, int port, Path log, long startedNanos) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.startedNanos = startedNanos;
        this.stopAtExit = new Thread(process::destroyForcibly, "stop-application");
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /** Starts it and returns at once. */
    static Application start(Variant variant, Path wholeApp, int sinkPort) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path log = Files.createDirectories(wholeApp.resolve("target"))
                .resolve(variant.label().replaceAll("\\W+", "-") + ".log");
        ProcessBuilder command = new ProcessBuilder(variant.command(wholeApp, port, sinkPort))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        long started = System.nanoTime();
        return new Application(command.start(), port, log, started);
    }

    /**
     * Waits until it answers.
     *
     * @return time since it was started
     */
    Duration awaitAnswer() throws IOException {
        while (process.isAlive() && System.nanoTime() - startedNanos < PATIENCE.toNanos()) {
            try (Connection connection = Connection.open(port, PING)) {
                connection.send();
                while (!connection.receive()) {
                    Thread.onSpinWait();
                }
                return Duration.ofNanos(System.nanoTime() - startedNanos);
            } catch (IOException notYet) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        throw new IOException("the application did not start, its output is in " + log);
    }

    int port() {
        return port;
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
