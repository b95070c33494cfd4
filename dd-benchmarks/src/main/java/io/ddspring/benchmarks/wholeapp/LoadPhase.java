/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts load on all variants while all of them run: short windows, one variant after the other, in another order each
 * turn, so that a machine that becomes slower or faster meanwhile does so for all. An idle JVM costs next to nothing.
 * Everything is repeated with new processes, because the just-in-time compiler is luckier in one than in the other.
 */
final class LoadPhase {
    /** Longer than the tracers' intervals of sending (1 s, but for OpenTelemetry's 5 s, of which little is left over). */
    private static final Duration SETTLING = Duration.ofMillis(1500);

    private static final int WARM_UP_SLICES = 8;

    private final Settings settings;
    private final Samples samples;
    private final PrintStream progress;

    LoadPhase(Settings settings, Samples samples, PrintStream progress) {
        this.settings = settings;
        this.samples = samples;
        this.progress = progress;
    }

    /** One process of each variant: all its turns, then its memory. */
    void run(int fork) throws IOException, InterruptedException {
        String name = "load, fork " + fork + " of " + settings.forks();
        List<Subject> subjects = new ArrayList<>();
        try {
            progress.println(name + ": start and warm-up");
            for (Variant variant : settings.variants()) {
                Subject subject = Subject.start(variant, settings.wholeApp());
                subjects.add(subject);
                subject.application().awaitAnswer();
            }
            warmUp(subjects);
            TracingCheck.run(subjects);
            for (int turn = 0; turn < settings.turns(); turn++) {
                progress.println(name + ": turn " + (1 + turn) + " of " + settings.turns());
                turn(inOrderOf(turn, subjects));
            }
            recordMemory(subjects);
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    /** The same number of requests for each, in slices, so that the compilers' work on one falls into another's time. */
    private void warmUp(List<Subject> subjects) throws IOException {
        for (int slice = 0; slice < WARM_UP_SLICES; slice++) {
            for (Subject subject : subjects) {
                for (String endpoint : Figure.ENDPOINTS) {
                    subject.load().run(endpoint, settings.warmUpRequests() / WARM_UP_SLICES);
                }
                subject.sink().take();
            }
        }
    }

    private void turn(List<Subject> subjects) throws IOException, InterruptedException {
        for (String endpoint : Figure.ENDPOINTS) {
            Window previous = null;
            for (Subject subject : subjects) {
                Window window = Window.measure(subject, endpoint, settings);
                if (previous != null) {
                    previous.record(samples);
                }
                previous = window;
            }
            TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
            if (previous != null) {
                previous.record(samples);
            }
        }
    }

    private void recordMemory(List<Subject> subjects) throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            String label = subject.variant().label();
            ProcessFigures figures = subject.figures();
            samples.add(Figure.RESIDENT_MEGABYTES, label, figures.residentMegabytes());
            samples.add(Figure.DD_THREADS, label, (double) figures.threads().stream()
                    .filter(name -> name.startsWith("dd-"))
                    .count());
            samples.add(Figure.LIVE_HEAP_MEGABYTES, label, figures.liveHeapMegabytes());
        }
    }

    /** Another one first each turn, and other neighbours every second turn. */
    static <T> List<T> inOrderOf(int turn, List<T> elements) {
        List<T> order = new ArrayList<>(elements);
        if (turn % 2 == 1) {
            Collections.reverse(order);
        }
        Collections.rotate(order, -turn);
        return order;
    }
}
