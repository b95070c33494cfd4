/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Delegating executors in place of those that take no decorator, as far as nobody can tell the difference. */
final class DelegatingExecutors {
    private static final Set<Class<?>> DECLARED =
            Set.of(Executor.class, ExecutorService.class, ScheduledExecutorService.class);
    private static final Set<Class<?>> DECLARED_BY_SPRING =
            Set.of(Executor.class, TaskExecutor.class, AsyncTaskExecutor.class);

    private DelegatingExecutors() {}

    /**
     * Whether {@code bean} can be replaced when it is declared as {@code declared}.
     *
     * @return why not; null when it can
     */
    static @Nullable String obstacle(Object bean, @Nullable Class<?> declared) {
        if (bean instanceof ExecutorService) {
            if (declared == null || !DECLARED.contains(declared)) {
                return "it is not declared as an interface of java.util.concurrent";
            }
            return obstacleOfExecutorService(bean);
        }
        return declared != null && DECLARED_BY_SPRING.contains(declared) && implementsOnly(bean, DECLARED_BY_SPRING)
                ? null
                : "it is not declared as an interface, or implements others";
    }

    /** An executor that carries the context to {@code executor}. */
    static Executor of(Executor executor) {
        if (executor instanceof ScheduledExecutorService scheduler) {
            return new ContextScheduledExecutorService(scheduler);
        }
        if (executor instanceof ExecutorService service) {
            return new ContextExecutorService(service);
        }
        if (executor instanceof AsyncTaskExecutor async) {
            return new ContextAsyncTaskExecutor(async);
        }
        // Not one type more than it had: beans are found by their types.
        if (executor instanceof TaskExecutor) {
            TaskExecutor carrying = task -> executor.execute(ContextTasks.carry(task));
            return carrying;
        }
        return task -> executor.execute(ContextTasks.carry(task));
    }

    private static @Nullable String obstacleOfExecutorService(Object bean) {
        for (Class<?> implemented : ClassUtils.getAllInterfacesForClassAsSet(bean.getClass())) {
            if (!implemented.getName().startsWith("java.")) {
                return "it implements " + implemented.getName();
            }
        }
        Method newTaskFor = ReflectionUtils.findMethod(bean.getClass(), "newTaskFor", Callable.class);
        if (newTaskFor != null
                && newTaskFor.getDeclaringClass() != AbstractExecutorService.class
                && !newTaskFor.getDeclaringClass().getName().startsWith("java.")) {
            return "its futures may depend on the class of the tasks";
        }
        if (bean instanceof ThreadPoolExecutor pool && pool.getQueue() instanceof PriorityBlockingQueue) {
            return "its queue depends on the class of the tasks";
        }
        return null;
    }

    private static boolean implementsOnly(Object bean, Set<Class<?>> interfaces) {
        return interfaces.containsAll(ClassUtils.getAllInterfacesForClassAsSet(bean.getClass()));
    }
}
