/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;

/**
 * Gives tasks the context of whoever submits them, around what another decorator does. A task that a scheduler runs
 * again and again belongs to nobody's request and gets none.
 */
final class ContextTaskDecorator implements TaskDecorator {
    private static final String TRIGGERED_TASK = "org.springframework.scheduling.concurrent.ReschedulingRunnable";
    private static final int FRAMES_FROM_TRIGGER = 16;
    private static final StackWalker STACK = StackWalker.getInstance();

    private final @Nullable TaskDecorator next;

    private ContextTaskDecorator(@Nullable TaskDecorator next) {
        this.next = next;
    }

    static ContextTaskDecorator alone() {
        return new ContextTaskDecorator(null);
    }

    /** A decorator that does what {@code next} does and carries the context; null stands for none. */
    static ContextTaskDecorator around(@Nullable TaskDecorator next) {
        return next instanceof ContextTaskDecorator ours ? ours : new ContextTaskDecorator(next);
    }

    /** The other decorator, or null. */
    @Nullable
    TaskDecorator next() {
        return next;
    }

    @Override
    public Runnable decorate(Runnable task) {
        Runnable decorated = next == null ? task : next.decorate(task);
        return decorated == null || repeats(task) ? decorated : ContextTasks.carry(decorated);
    }

    private static boolean repeats(Runnable task) {
        return task instanceof RunnableScheduledFuture<?> scheduled
                && (scheduled.isPeriodic() || isScheduledByTrigger());
    }

    // A task with a trigger is scheduled anew for each run, and nothing in it tells it from one that runs once.
    private static boolean isScheduledByTrigger() {
        return STACK.walk(frames -> frames.limit(FRAMES_FROM_TRIGGER)
                .anyMatch(frame -> frame.getClassName().equals(TRIGGERED_TASK)));
    }
}
