/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import io.ddspring.trace.CurrentTracer;
import io.ddspring.trace.internal.CoreTracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;

/**
 * Closes the tracer as late as possible. The tracer depends on this bean, which is therefore destroyed after everything
 * that uses the tracer, so that what beans record while they are destroyed is delivered. When the process ends, the
 * tracer even outlives the contexts.
 */
final class TracerShutdown implements DisposableBean {
    private @Nullable CoreTracer tracer;
    private @Nullable Runnable onProcessEnd;

    /** Takes over the closing of {@code created}. */
    CoreTracer own(CoreTracer created) {
        Runnable close = created::close;
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
        tracer.close();
    }
}
