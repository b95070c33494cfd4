/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.trace.annotation.MethodNames;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Which traced methods of a bean a proxy sees.
 *
 * @param isPossible whether there is any
 * @param missed reasons for those that a proxy does not see, by {@code Class.method}
 */
record Interception(boolean isPossible, Map<String, String> missed) {
    static Interception of(BeanShape shape, TracedMethods methods) {
        Class<?> targetClass = shape.targetClass();
        boolean woven = WovenClasses.contains(targetClass);
        boolean possible = false;
        Map<String, String> missed = new TreeMap<>();
        for (Method method :
                ReflectionUtils.getUniqueDeclaredMethods(targetClass, ReflectionUtils.USER_DECLARED_METHODS)) {
            if (methods.find(method, targetClass) == null) {
                continue;
            }
            String reason = reasonAgainst(method, shape);
            if (reason == null) {
                possible = true;
            } else if (!woven) {
                missed.put(MethodNames.resourceOf(method.getDeclaringClass(), method), reason);
            }
        }
        return new Interception(possible || anyThroughInterface(shape, methods), missed);
    }

    private static @Nullable String reasonAgainst(Method method, BeanShape shape) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            return "private method";
        }
        if (Modifier.isStatic(modifiers)) {
            return "static method";
        }
        if (shape.obstacle() != null) {
            return shape.obstacle();
        }
        Set<Class<?>> interfaces = shape.interfaces();
        if (interfaces != null) {
            return declares(interfaces, method) ? null : "not a method of an interface of its JDK proxy";
        }
        return Modifier.isFinal(modifiers) ? "final method" : null;
    }

    private static boolean declares(Set<Class<?>> interfaces, Method method) {
        for (Class<?> candidate : interfaces) {
            if (ReflectionUtils.findMethod(candidate, method.getName(), method.getParameterTypes()) != null) {
                return true;
            }
        }
        return false;
    }

    /** A proxy of an interface may stand before a target that does not implement it. */
    private static boolean anyThroughInterface(BeanShape shape, TracedMethods methods) {
        Set<Class<?>> interfaces = shape.interfaces();
        if (interfaces == null || shape.obstacle() != null) {
            return false;
        }
        for (Class<?> candidate : interfaces) {
            for (Method method : candidate.getMethods()) {
                if (methods.find(method, shape.targetClass()) != null) {
                    return true;
                }
            }
        }
        return false;
    }
}
