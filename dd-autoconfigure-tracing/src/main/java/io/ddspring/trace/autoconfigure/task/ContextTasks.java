/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;

/** Tasks that run with the context in which they were handed over. Where there is none, a task stays as it is. */
final class ContextTasks {
    private ContextTasks() {}

    static Runnable carry(Runnable task) {
        Context context = Context.current();
        if (context == Context.root() || (task instanceof CarryingRunnable carrying && carrying.context == context)) {
            return task;
        }
        return new CarryingRunnable(context, task);
    }

    static <T> Callable<T> carry(Callable<T> task) {
        Context context = Context.current();
        return context == Context.root() ? task : context.wrap(task);
    }

    static <T> List<Callable<T>> carryAll(Collection<? extends Callable<T>> tasks) {
        List<Callable<T>> carrying = new ArrayList<>(tasks.size());
        tasks.forEach(task -> carrying.add(carry(task)));
        return carrying;
    }

    /** The tasks as they were handed over. */
    static List<Runnable> unwrapAll(List<Runnable> tasks) {
        List<Runnable> original = new ArrayList<>(tasks.size());
        tasks.forEach(task -> original.add(task instanceof CarryingRunnable carrying ? carrying.task : task));
        return original;
    }

    private static final class CarryingRunnable implements Runnable {
        private final Context context;
        private final Runnable task;

        CarryingRunnable(Context context, Runnable task) {
            this.context = context;
            this.task = task;
        }

        @Override
        public void run() {
            try (ContextScope scope = context.activate()) {
                task.run();
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }
}
