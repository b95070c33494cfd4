/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A bare application in a JVM of its own, of the kind the tests run on. */
final class RunningApplication implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path reports;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread reader;
    // Guarded by itself.
    private final List<String> log = new ArrayList<>();
    // Guarded by log.
    private boolean ended;

    private RunningApplication(Process process, Path reports) {
        this.process = process;
        this.reports = reports;
        this.reader = new Thread(this::readLog, "log of the application");
        reader.start();
    }

    /** Starts it and waits until it is ready. */
    static RunningApplication start(
            BareApplication application, String classPath, Path reports, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                application.mainClass(),
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--report.directory=" + reports);
        builder.environment().keySet().removeIf(name -> name.startsWith("DD_") || name.startsWith("OTEL_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        try {
            RunningApplication running = new RunningApplication(builder.start(), reports);
            running.awaitLine(line -> line.contains(StartReport.READY));
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                synchronized (log) {
                    log.add(line);
                    log.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (log) {
                ended = true;
                log.notifyAll();
            }
        }
    }

    /** Waits for a line of the log, from the first one on. */
    String awaitLine(Predicate<String> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (log) {
            while (true) {
                for (String line : log) {
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long remainingNanos = deadline - System.nanoTime();
                if (ended || remainingNanos <= 0) {
                    throw new AssertionError("The line did not come. Log:\n" + String.join("\n", log));
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(log, remainingNanos);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    List<String> report(String name) {
        try {
            return Files.readAllLines(reports.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String target) {
        return send(request(target).GET());
    }

    HttpResponse<String> post(String target, String json) {
        return send(request(target)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String target) {
        String ready = awaitLine(line -> line.contains(StartReport.READY));
        String port = ready.substring(ready.indexOf(StartReport.READY) + StartReport.READY.length());
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to stop and waits until it has, so that the log is complete. */
    @Override
    public void close() {
        // Not process.destroy(), which closes the stream the log comes from.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The application did not stop. Log:\n" + String.join("\n", log()));
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
