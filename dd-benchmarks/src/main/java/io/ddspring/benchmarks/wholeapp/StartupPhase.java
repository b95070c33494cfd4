/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** Starts the variants strictly one after the other, each alone on the machine, and stops them after the first answer. */
final class StartupPhase {
    private final Settings settings;
    private final Samples samples;
    private final PrintStream progress;

    StartupPhase(Settings settings, Samples samples, PrintStream progress) {
        this.settings = settings;
        this.samples = samples;
        this.progress = progress;
    }

    void run() throws IOException {
        // The first round only brings the files into the operating system's cache.
        round(new Samples());
        for (int round = 1; round <= settings.rounds(); round++) {
            progress.printf("start-up, round %d of %d%n", round, settings.rounds());
            round(samples);
        }
    }

    private void round(Samples result) throws IOException {
        for (Variant variant : settings.variants()) {
            try (Subject subject = Subject.start(variant, settings.wholeApp())) {
                Duration wall = subject.application().awaitAnswer();
                ProcessFigures figures = subject.figures();
                result.add(Figure.START_CPU_SECONDS, variant.label(), figures.cpuSeconds());
                result.add(Figure.START_WALL_SECONDS, variant.label(), wall.toNanos() / 1e9);
                result.add(Figure.START_CLASSES, variant.label(), (double) figures.loadedClasses());
            }
        }
    }
}
