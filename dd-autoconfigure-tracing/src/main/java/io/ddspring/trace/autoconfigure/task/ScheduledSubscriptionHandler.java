/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.Context;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Has the span of a run last as long as the observation of it, and be active wherever that is in scope: a reactive method
 * goes on after the run has returned.
 */
final class ScheduledSubscriptionHandler implements ObservationHandler<ScheduledTaskObservationContext> {
    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ScheduledTaskObservationContext;
    }

    @Override
    public void onStart(ScheduledTaskObservationContext context) {
        ScheduledRun run = Context.current().get(ScheduledRun.KEY);
        if (run != null) {
            run.join();
            context.put(ScheduledRun.class, run);
        }
    }

    @Override
    public void onScopeOpened(ScheduledTaskObservationContext context) {
        ScheduledRun run = context.get(ScheduledRun.class);
        if (run != null) {
            InstalledContexts.install(run.context());
        }
    }

    @Override
    public void onScopeClosed(ScheduledTaskObservationContext context) {
        if (context.get(ScheduledRun.class) != null) {
            InstalledContexts.uninstall();
        }
    }

    @Override
    public void onError(ScheduledTaskObservationContext context) {
        ScheduledRun run = context.get(ScheduledRun.class);
        Throwable failure = context.getError();
        if (run != null && failure != null) {
            run.failed(failure);
        }
    }

    @Override
    public void onStop(ScheduledTaskObservationContext context) {
        ScheduledRun run = context.get(ScheduledRun.class);
        if (run != null) {
            run.leave();
        }
    }
}
