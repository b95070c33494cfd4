/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.aspectj;

import io.ddspring.trace.Traced;
import io.ddspring.trace.annotation.DeferredResults;
import io.ddspring.trace.annotation.TracedMethod;
import io.ddspring.trace.annotation.WovenCalls;
import io.ddspring.trace.reactor.ReactorResults;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * Traces the calls of annotated methods from inside the method, and so private and static methods and calls within one
 * object as well. The load-time weaver finds it through {@code META-INF/aop.xml}; without a weaver it is never loaded.
 * An annotation of a type stands for its public methods except those of {@link Object}.
 */
@Aspect
public final class TracedAspect {
    private final List<DeferredResults> deferredResults = deferredResults();

    // Kept with the class itself, so that an application's classes can be unloaded.
    private final ClassValue<Map<Method, TracedMethod>> methods = new ClassValue<>() {
        @Override
        protected Map<Method, TracedMethod> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** Called for each execution of an annotated method. */
    @Around("execution(@io.ddspring.trace.Traced * *(..))"
            + " || (within(@io.ddspring.trace.Traced *)"
            + " && execution(public * *(..))"
            + " && !execution(boolean equals(Object))"
            + " && !execution(int hashCode())"
            + " && !execution(String toString()))")
    public @Nullable Object aroundTracedMethod(ProceedingJoinPoint execution) throws Throwable {
        Method method = ((MethodSignature) execution.getSignature()).getMethod();
        return WovenCalls.trace(describe(method), execution.getArgs(), execution::proceed);
    }

    private TracedMethod describe(Method method) {
        Map<Method, TracedMethod> known = methods.get(method.getDeclaringClass());
        TracedMethod described = known.get(method);
        if (described == null) {
            Traced own = method.getAnnotation(Traced.class);
            Traced traced = own == null ? method.getDeclaringClass().getAnnotation(Traced.class) : own;
            described = TracedMethod.of(
                    method, Objects.requireNonNull(traced, "traced"), TracedMethod.tagNamesOf(method), deferredResults);
            known.put(method, described);
        }
        return described;
    }

    private static List<DeferredResults> deferredResults() {
        ClassLoader loader = Objects.requireNonNull(TracedAspect.class.getClassLoader(), "loader");
        boolean reactorIsPresent = loader.getResource("reactor/core/publisher/Flux.class") != null;
        return reactorIsPresent ? List.of(new ReactorResults()) : List.of();
    }
}
