/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * How calls of a bean can be intercepted.
 *
 * @param targetClass class whose methods are run
 * @param interfaces interfaces through which alone the bean is seen; null when it is seen by its class
 * @param obstacle why no call can be intercepted; null when nothing is in the way
 */
record BeanShape(
        Class<?> targetClass,
        @Nullable Set<Class<?>> interfaces,
        @Nullable String obstacle) {
    /** The shape of {@code bean}, which may be a proxy already. */
    static BeanShape of(Object bean) {
        if (bean instanceof Advised advised) {
            Class<?> target = AopProxyUtils.ultimateTargetClass(bean);
            String obstacle = advised.isFrozen() ? "its proxy is frozen" : null;
            return AopUtils.isJdkDynamicProxy(bean)
                    ? new BeanShape(target, ClassUtils.getAllInterfacesAsSet(bean), obstacle)
                    : new BeanShape(target, null, obstacle);
        }
        if (bean instanceof SpringProxy) {
            return new BeanShape(ClassUtils.getUserClass(bean), null, "its proxy is closed to further advice");
        }
        return of(bean.getClass());
    }

    /** The shape of a bean of {@code type} that is no Spring proxy. */
    static BeanShape of(Class<?> type) {
        if (Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type)) {
            return new BeanShape(type, ClassUtils.getAllInterfacesForClassAsSet(type), null);
        }
        return new BeanShape(type, null, obstacleOf(type));
    }

    boolean isProxiedByClass() {
        return interfaces == null;
    }

    private static @Nullable String obstacleOf(Class<?> type) {
        if (type.isRecord()) {
            return "a record cannot be subclassed";
        }
        if (Modifier.isFinal(type.getModifiers())) {
            return "a final class cannot be subclassed";
        }
        if (type.isSealed()) {
            return "a sealed class cannot be subclassed";
        }
        if (!hasVisibleConstructor(type)) {
            return "a class with only private constructors cannot be subclassed";
        }
        // A proxy inherits final methods, and they would run on the proxy, where every field is empty.
        Method finalMethod = finalMethodOf(type);
        return finalMethod == null ? null : "a proxy would break the final method " + finalMethod.getName() + "()";
    }

    private static boolean hasVisibleConstructor(Class<?> type) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (!Modifier.isPrivate(constructor.getModifiers())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Method finalMethodOf(Class<?> type) {
        for (Class<?> current = type; current != null && current != Object.class; current = current.getSuperclass()) {
            for (Method method : ReflectionUtils.getDeclaredMethods(current)) {
                int modifiers = method.getModifiers();
                if (Modifier.isFinal(modifiers) && !Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers)) {
                    return method;
                }
            }
        }
        return null;
    }
}
