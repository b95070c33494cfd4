/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.metrics;

import io.ddspring.metrics.dogstatsd.MetricsReporting;
import org.springframework.context.SmartLifecycle;

/** Has metrics sent from before anything of the application starts until after everything has stopped. */
final class MetricsLifecycle implements SmartLifecycle {
    /** After the tracer, and long before anything of an application. */
    private static final int PHASE = Integer.MIN_VALUE + 2000;

    private final MetricsReporting reporting;
    private volatile boolean running;

    MetricsLifecycle(MetricsReporting reporting) {
        this.reporting = reporting;
    }

    @Override
    public void start() {
        reporting.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        reporting.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
