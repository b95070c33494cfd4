/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import io.ddspring.trace.CurrentTracer;
import io.ddspring.trace.autoconfigure.spi.LastReports;
import io.ddspring.trace.internal.CoreTracer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;

/**
 * Closes the tracer as late as possible. The tracer depends on this bean, which is therefore destroyed after everything
 * that uses the tracer, so that what beans record while they are destroyed is delivered. When the process ends, the
 * tracer even outlives the contexts.
 */
final class TracerShutdown implements DisposableBean {
    private static final Duration FLUSH_BUDGET = Duration.ofSeconds(2);

    private final LastReports lastReports;
    private @Nullable CoreTracer tracer;
    private @Nullable Runnable onProcessEnd;

    /** @param lastReports what is sent after the last spans and before the way to the Agent is closed */
    TracerShutdown(LastReports lastReports) {
        this.lastReports = lastReports;
    }

    /** Takes over the closing of {@code created}. */
    CoreTracer own(CoreTracer created) {
        Runnable close = () -> close(created);
        tracer = created;
        onProcessEnd = close;
        CurrentTracer.add(created);
        SpringApplication.getShutdownHandlers().add(close);
        return created;
    }

    @Override
    public void destroy() {
        if (tracer == null || onProcessEnd == null) {
            return;
        }
        CurrentTracer.remove(tracer);
        try {
            SpringApplication.getShutdownHandlers().remove(onProcessEnd);
        } catch (IllegalStateException processIsEnding) {
            // The handler will close the tracer when the last context is closed.
            return;
        }
        close(tracer);
    }

    private void close(CoreTracer created) {
        if (!lastReports.isEmpty()) {
            created.flush(FLUSH_BUDGET);
            lastReports.send();
        }
        created.close();
    }
}
