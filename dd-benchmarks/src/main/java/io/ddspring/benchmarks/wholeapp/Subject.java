/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.nio.file.Path;

/** A running variant, the sink of its traces, and the generator of its load. */
final class Subject implements AutoCloseable {
    private final Variant variant;
    private final SinkAgent sink;
    private final Application application;
    private final LoadGenerator load;

    private Subject(Variant variant, SinkAgent sink, Application application) {
        this.variant = variant;
        this.sink = sink;
        this.application = application;
        this.load = new LoadGenerator(application.port());
    }

    /** Starts it and returns at once. */
    static Subject start(Variant variant, Path wholeApp) throws IOException {
        SinkAgent sink = SinkAgent.start();
        try {
            return new Subject(variant, sink, Application.start(variant, wholeApp, sink.port()));
        } catch (IOException failed) {
            sink.close();
            throw failed;
        }
    }

    Variant variant() {
        return variant;
    }

    SinkAgent sink() {
        return sink;
    }

    Application application() {
        return application;
    }

    LoadGenerator load() {
        return load;
    }

    ProcessFigures figures() {
        return application.figures();
    }

    @Override
    public void close() {
        application.close();
        sink.close();
    }
}
