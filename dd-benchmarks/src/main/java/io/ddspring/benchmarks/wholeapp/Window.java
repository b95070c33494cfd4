/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;

/**
 * A short time of load on one endpoint of one subject. What the subject does afterwards, until the window is recorded,
 * belongs to it: tracers send with a delay.
 */
final class Window {
    private final Subject subject;
    private final String endpoint;
    private final double cpuSecondsBefore;
    private final long allocatedBytesBefore;
    private final LoadGenerator.Run run;

    private Window(
            Subject subject,
            String endpoint,
            double cpuSecondsBefore,
            long allocatedBytesBefore,
            LoadGenerator.Run run) {
        this.subject = subject;
        this.endpoint = endpoint;
        this.cpuSecondsBefore = cpuSecondsBefore;
        this.allocatedBytesBefore = allocatedBytesBefore;
        this.run = run;
    }

    static Window measure(Subject subject, String endpoint, Settings settings) throws IOException {
        ProcessFigures figures = subject.figures();
        subject.sink().take();
        double cpuSeconds = figures.cpuSeconds();
        long allocatedBytes = figures.allocatedBytes();
        return new Window(
                subject, endpoint, cpuSeconds, allocatedBytes, subject.load().run(endpoint, settings.window()));
    }

    void record(Samples samples) throws IOException {
        double requests = run.requests();
        double cpuSeconds = subject.figures().cpuSeconds() - cpuSecondsBefore;
        long allocatedBytes = subject.figures().allocatedBytes() - allocatedBytesBefore;
        SinkAgent.Received received = subject.sink().take();
        add(samples, Figure.REQUESTS_PER_SECOND, 1e9 * requests / run.nanos());
        add(samples, Figure.CPU_MICROS, 1e6 * cpuSeconds / requests);
        add(samples, Figure.P99_MILLIS, run.p99Nanos() / 1e6);
        add(samples, Figure.ALLOCATED_BYTES, allocatedBytes / requests);
        add(samples, Figure.TRACE_BYTES, received.bytes() / requests);
        add(samples, Figure.SPANS, received.spans() / requests);
        add(samples, Figure.GENERATOR_CPU_MICROS, run.cpuNanos() / 1e3 / requests);
    }

    private void add(Samples samples, String figure, double value) {
        samples.add(Figure.of(endpoint, figure), subject.variant().label(), value);
    }
}
