/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.trace.Traced;
import io.ddspring.trace.annotation.DeferredResults;
import io.ddspring.trace.annotation.TracedMethod;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the {@link Traced} annotation that is in force for a method: its own, that of a method it overrides or
 * implements, or, for public methods, that of its class or interface; each possibly through a composed annotation.
 * Answers are kept. Thread-safe.
 */
final class TracedMethods {
    private final List<DeferredResults> deferredResults;
    private final Map<MethodClassKey, Optional<TracedMethod>> methods = new ConcurrentHashMap<>();
    private final Map<Class<?>, Boolean> declaring = new ConcurrentHashMap<>();

    TracedMethods(List<DeferredResults> deferredResults) {
        this.deferredResults = List.copyOf(deferredResults);
    }

    /** The description of {@code method} when it is called on a {@code targetClass}; null when it is not traced. */
    @Nullable
    TracedMethod find(Method method, Class<?> targetClass) {
        MethodClassKey key = new MethodClassKey(method, targetClass);
        Optional<TracedMethod> known = methods.get(key);
        if (known == null) {
            known = Optional.ofNullable(describe(method, targetClass));
            methods.put(key, known);
        }
        return known.orElse(null);
    }

    /** Whether anything that {@code type} declares or inherits mentions the annotation; cheap, so asked first. */
    boolean isCandidate(Class<?> type) {
        for (Class<?> current = type; current != null && current != Object.class; current = current.getSuperclass()) {
            if (declares(current)) {
                return true;
            }
        }
        for (Class<?> implemented : ClassUtils.getAllInterfacesForClassAsSet(type)) {
            if (declares(implemented)) {
                return true;
            }
        }
        return false;
    }

    private boolean declares(Class<?> type) {
        Boolean known = declaring.get(type);
        if (known == null) {
            known = !isForeign(type) && mentionsAnnotation(type);
            declaring.put(type, known);
        }
        return known;
    }

    private static boolean isForeign(Class<?> type) {
        return type.getName().startsWith("java.") || type.getName().startsWith("org.springframework.");
    }

    private static boolean mentionsAnnotation(Class<?> type) {
        if (isPresent(type)) {
            return true;
        }
        try {
            for (Method method : type.getDeclaredMethods()) {
                if (isPresent(method)) {
                    return true;
                }
            }
        } catch (LinkageError incomplete) {
            // A class that refers to others which are not there; no proxy could be made of it either.
            return false;
        }
        return false;
    }

    private static boolean isPresent(AnnotatedElement element) {
        // Most have no annotation at all, and this is asked of every method of every bean while an application starts.
        return element.getDeclaredAnnotations().length > 0
                && MergedAnnotations.from(element, SearchStrategy.DIRECT).isPresent(Traced.class);
    }

    private @Nullable TracedMethod describe(Method method, Class<?> targetClass) {
        Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
        if (Proxy.isProxyClass(specific.getDeclaringClass())) {
            specific = method;
        }
        Traced traced = annotationOf(specific);
        if (traced == null && !specific.equals(method)) {
            // A proxy of an interface may stand before a target that does not implement it.
            traced = annotationOf(method);
        }
        return traced == null
                ? null
                : TracedMethod.of(specific, traced, tagNamesOf(specific, method, targetClass), deferredResults);
    }

    private static @Nullable Traced annotationOf(Method method) {
        if (method.getDeclaringClass() == Object.class || method.isSynthetic()) {
            return null;
        }
        MergedAnnotation<Traced> own = search(method);
        if (own.isPresent()) {
            return own.synthesize();
        }
        if (!Modifier.isPublic(method.getModifiers())
                || Modifier.isStatic(method.getModifiers())
                || isObjectMethod(method)) {
            return null;
        }
        MergedAnnotation<Traced> ofType = search(method.getDeclaringClass());
        return ofType.isPresent() ? ofType.synthesize() : null;
    }

    private static MergedAnnotation<Traced> search(AnnotatedElement element) {
        return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).get(Traced.class);
    }

    private static boolean isObjectMethod(Method method) {
        return ReflectionUtils.isEqualsMethod(method)
                || ReflectionUtils.isHashCodeMethod(method)
                || ReflectionUtils.isToStringMethod(method);
    }

    /** As with the annotation itself, a parameter of an interface's method counts when the implementation has none. */
    private static @Nullable String[] tagNamesOf(Method specific, Method called, Class<?> targetClass) {
        @Nullable String[] names = TracedMethod.tagNamesOf(specific);
        merge(names, called);
        for (Class<?> implemented : ClassUtils.getAllInterfacesForClassAsSet(targetClass)) {
            Method declared = ReflectionUtils.findMethod(implemented, specific.getName(), specific.getParameterTypes());
            if (declared != null) {
                merge(names, declared);
            }
        }
        return names;
    }

    private static void merge(@Nullable String[] names, Method other) {
        @Nullable String[] others = TracedMethod.tagNamesOf(other);
        for (int i = 0; i < names.length && i < others.length; i++) {
            names[i] = names[i] == null ? others[i] : names[i];
        }
    }
}
