/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.springframework.core.task.AsyncTaskExecutor;

/** Runs tasks by another task executor, with the context of whoever submits them. */
final class ContextAsyncTaskExecutor implements AsyncTaskExecutor {
    private final AsyncTaskExecutor delegate;

    ContextAsyncTaskExecutor(AsyncTaskExecutor delegate) {
        this.delegate = delegate;
    }

    @Override
    public void execute(Runnable task) {
        delegate.execute(ContextTasks.carry(task));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return delegate.submit(ContextTasks.carry(task));
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return delegate.submit(ContextTasks.carry(task));
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
