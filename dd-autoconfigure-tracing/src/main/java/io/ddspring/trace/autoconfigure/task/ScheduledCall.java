/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.SchedulingAwareRunnable;

/** A scheduled task each of whose runs is a trace of its own. */
final class ScheduledCall implements SchedulingAwareRunnable {
    private final Runnable task;
    private final @Nullable String resourceName;
    private final Supplier<Tracer> tracer;

    ScheduledCall(Runnable task, Supplier<Tracer> tracer) {
        this.task = task;
        this.resourceName = ScheduledTaskNames.resourceOf(task);
        this.tracer = tracer;
    }

    @Override
    public void run() {
        Span span = startQuietly();
        if (!span.isRecording()) {
            task.run();
            return;
        }
        ScheduledRun run = new ScheduledRun(span);
        try (ContextScope scope = run.context().activate()) {
            task.run();
        } catch (Throwable failure) {
            run.failed(failure);
            throw failure;
        } finally {
            run.leave();
        }
    }

    private Span startQuietly() {
        try {
            Span span = tracer.get()
                    .buildSpan(SpringScheduling.SCHEDULED_CALL)
                    .ignoreActiveSpan()
                    .start();
            span.setTag(Tags.COMPONENT, SpringScheduling.COMPONENT);
            if (resourceName != null) {
                span.setResourceName(resourceName, ResourcePriority.FRAMEWORK_ROUTE);
            }
            return span;
        } catch (Throwable failure) {
            Faults.shared().record("trace.scheduled.call", failure);
            return Span.noop();
        }
    }

    @Override
    public boolean isLongLived() {
        return task instanceof SchedulingAwareRunnable aware && aware.isLongLived();
    }

    @Override
    public @Nullable String getQualifier() {
        return task instanceof SchedulingAwareRunnable aware ? aware.getQualifier() : null;
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
