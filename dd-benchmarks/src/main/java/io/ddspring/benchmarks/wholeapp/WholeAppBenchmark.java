/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import io.ddspring.benchmarks.report.WholeAppTables;
import io.ddspring.benchmarks.result.Circumstances;
import io.ddspring.benchmarks.result.Results;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Measures one application in every variant: first how it starts, then how it works under load. Each of the two has its
 * file of results, which is written as soon as there is something to keep, and is printed as tables. Arguments: see
 * {@link Settings#parse}.
 */
public final class WholeAppBenchmark {
    private WholeAppBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.parse(arguments);
        PrintStream out = System.out;
        if (settings.rounds() > 0) {
            Samples samples = new Samples();
            new StartupPhase(settings, samples, out).run();
            new Results(circumstances(settings, settings.startupCounts()), samples)
                    .write(settings.results().resolve("start-up.json"));
            out.println("\n" + new WholeAppTables(samples).startup());
        }
        Samples samples = new Samples();
        for (int fork = 1; fork <= settings.forks(); fork++) {
            new LoadPhase(settings, samples, out).run(fork);
            new Results(circumstances(settings, settings.loadCounts(fork)), samples)
                    .write(settings.results().resolve("load.json"));
            out.println("\n" + new WholeAppTables(samples).load());
        }
    }

    private static Map<String, String> circumstances(Settings settings, String counts)
            throws IOException, InterruptedException {
        Path apps = settings.wholeApp();
        Path agents = apps.resolve("agents/target");
        Map<String, String> all = Circumstances.ofThisMachine();
        all.put(
                "application",
                "Spring Boot "
                        + Circumstances.versionOnClassPath("spring-boot", classPath(apps, "bare"))
                        + ", "
                        + String.join(" ", Variant.HEAP_OPTIONS));
        all.put(
                "compared with",
                "dd-java-agent %s, OpenTelemetry agent %s, OpenTelemetry starter %s"
                        .formatted(
                                Circumstances.versionOf(agents.resolve(Variant.DATADOG_AGENT)),
                                Circumstances.versionOf(agents.resolve(Variant.OPENTELEMETRY_AGENT)),
                                Circumstances.versionOnClassPath(
                                        "opentelemetry-spring-boot-starter", classPath(apps, "opentelemetry"))));
        all.put("repeated", counts);
        return all;
    }

    private static String classPath(Path apps, String module) throws IOException {
        return Files.readString(apps.resolve(module + "/target/app.classpath")).trim();
    }
}
