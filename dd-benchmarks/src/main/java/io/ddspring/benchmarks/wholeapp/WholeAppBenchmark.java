/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Starts the application in every variant, in turn, several rounds, and prints medians and what they are compared with
 * the first variant. Arguments: the directory of the module with the applications, the number of rounds, the seconds of
 * load for each endpoint, and part of the labels of the variants that are wanted beside the first one.
 */
public final class WholeAppBenchmark {
    private static final List<String> ENDPOINTS = List.of("/ping", "/users/{id}", "/orders/{id}");
    private static final int WARM_UPS = 2;

    private final Path wholeApp;
    private final int rounds;
    private final Duration load;

    private WholeAppBenchmark(Path wholeApp, int rounds, Duration load) {
        this.wholeApp = wholeApp;
        this.rounds = rounds;
        this.load = load;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WholeAppBenchmark benchmark = new WholeAppBenchmark(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Duration.ofSeconds(Long.parseLong(arguments[2])));
        benchmark.run(arguments.length > 3 ? arguments[3] : "");
    }

    private void run(String wanted) throws IOException, InterruptedException {
        try (SinkAgent agent = SinkAgent.start()) {
            List<Variant> all = Variant.all(wholeApp, agent.port());
            List<Variant> variants = all.stream()
                    .filter(variant ->
                            variant.equals(all.get(0)) || variant.label().contains(wanted))
                    .toList();
            Figures figures = new Figures(variants.stream().map(Variant::label).toList());
            for (int round = 1; round <= rounds; round++) {
                for (Variant variant : variants) {
                    System.out.printf(Locale.ROOT, "round %d of %d: %s%n", round, rounds, variant.label());
                    measure(variant, agent, figures);
                }
            }
            System.out.println(figures.asMarkdown());
        }
    }

    private void measure(Variant variant, SinkAgent agent, Figures figures) throws IOException, InterruptedException {
        String label = variant.label();
        Path log = Files.createTempFile("whole-app", ".log");
        try (MeasuredProcess app = MeasuredProcess.start(variant, wholeApp, log)) {
            figures.add(label, "start, wall s", app.startWallSeconds());
            figures.add(label, "start, CPU s", app.startCpuSeconds());
            LoadGenerator generator = new LoadGenerator(app.port());
            for (int i = 0; i < WARM_UPS; i++) {
                for (String endpoint : ENDPOINTS) {
                    generator.run(endpoint, load);
                }
            }
            agent.takeTraceBytes();
            long requests = 0;
            for (String endpoint : ENDPOINTS) {
                double cpuBefore = app.cpuSeconds();
                LoadGenerator.Run run = generator.run(endpoint, load);
                figures.add(label, endpoint + ", CPU µs", 1e6 * (app.cpuSeconds() - cpuBefore) / run.requests());
                figures.add(label, endpoint + ", requests/s", 1e9 * run.requests() / run.nanos());
                figures.add(label, endpoint + ", p99 ms", run.p99Nanos() / 1e6);
                requests += run.requests();
            }
            figures.add(label, "resident MB", app.residentMegabytes());
            figures.add(label, "classes", (double) app.loadedClasses());
            figures.add(label, "trace bytes/request", (double) agent.takeTraceBytes() / requests);
        } finally {
            Files.delete(log);
        }
    }
}
