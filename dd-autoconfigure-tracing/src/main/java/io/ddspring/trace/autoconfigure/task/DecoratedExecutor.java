/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/** One of Spring's executors that take a decorator. The one it has already can only be read from its field. */
final class DecoratedExecutor {
    private final Object executor;
    private final Class<?> owner;
    private final Consumer<TaskDecorator> setter;

    private DecoratedExecutor(Object executor, Class<?> owner, Consumer<TaskDecorator> setter) {
        this.executor = executor;
        this.owner = owner;
        this.setter = setter;
    }

    /** The executor that {@code bean} is, or null. */
    static @Nullable DecoratedExecutor of(Object bean) {
        if (bean instanceof ThreadPoolTaskExecutor pool) {
            return new DecoratedExecutor(pool, ThreadPoolTaskExecutor.class, pool::setTaskDecorator);
        }
        if (bean instanceof SimpleAsyncTaskExecutor simple) {
            return new DecoratedExecutor(simple, SimpleAsyncTaskExecutor.class, simple::setTaskDecorator);
        }
        if (bean instanceof ThreadPoolTaskScheduler scheduler) {
            return new DecoratedExecutor(scheduler, ThreadPoolTaskScheduler.class, scheduler::setTaskDecorator);
        }
        // A concurrent scheduler decorates repeated tasks in a way that does not show that they are.
        if (bean instanceof ConcurrentTaskExecutor concurrent && !(bean instanceof ConcurrentTaskScheduler)) {
            return new DecoratedExecutor(concurrent, ConcurrentTaskExecutor.class, concurrent::setTaskDecorator);
        }
        return null;
    }

    /**
     * Has the executor carry the context, around the decorator it has.
     *
     * @return why that was not done; null when it was
     */
    @Nullable
    String decorate() throws NoSuchFieldException, IllegalAccessException {
        TaskDecorator present = (TaskDecorator) read(owner, "taskDecorator");
        String obstacle = obstacle();
        if (obstacle == null) {
            setter.accept(ContextTaskDecorator.around(present));
        } else if (present instanceof ContextTaskDecorator ours) {
            setter.accept(ours.next());
        }
        return obstacle;
    }

    private @Nullable String obstacle() throws NoSuchFieldException, IllegalAccessException {
        if (executor instanceof ThreadPoolTaskExecutor) {
            Method createQueue = ReflectionUtils.findMethod(executor.getClass(), "createQueue", int.class);
            return createQueue != null && createQueue.getDeclaringClass() != ThreadPoolTaskExecutor.class
                    ? "its queue may depend on the class of the tasks"
                    : null;
        }
        return executor instanceof ThreadPoolTaskScheduler
                        && Boolean.TRUE.equals(read(ThreadPoolTaskScheduler.class, "removeOnCancelPolicy"))
                ? "decorated tasks are not removed on cancellation"
                : null;
    }

    private @Nullable Object read(Class<?> declaring, String name) throws NoSuchFieldException, IllegalAccessException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(executor);
    }
}
