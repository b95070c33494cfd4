/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.ClassUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.Controller;

/** Names handlers of any kind by class and method. Remembers those of the application's methods. Thread-safe. */
final class HandlerNames {
    private static final String LAMBDA = "$$Lambda";

    /** One name for each method: several beans may inherit the same one, and then the last of them stays. */
    private final Map<Method, MethodName> names = new ConcurrentHashMap<>();

    private record MethodName(Class<?> beanType, String text) {}

    /** Simple name of the class and name of the method, for example {@code Orders.find}. */
    String of(Object handler) {
        if (handler instanceof HandlerMethod method) {
            return nameOf(method.getMethod(), method.getBeanType());
        }
        String method =
                handler instanceof HttpRequestHandler || handler instanceof Controller ? "handleRequest" : "handle";
        return simpleName(ClassUtils.getUserClass(handler)) + '.' + method;
    }

    private String nameOf(Method method, Class<?> beanType) {
        MethodName known = names.get(method);
        if (known == null || known.beanType != beanType) {
            known = new MethodName(beanType, beanType.getSimpleName() + '.' + method.getName());
            names.put(method, known);
        }
        return known.text;
    }

    /** A lambda has no name of its own that would be the same tomorrow; the class that has it, has. */
    private static String simpleName(Class<?> type) {
        int lambda = type.getName().indexOf(LAMBDA);
        if (lambda < 0) {
            return type.getSimpleName();
        }
        String owner = type.getName().substring(0, lambda);
        return owner.substring(Math.max(owner.lastIndexOf('.'), owner.lastIndexOf('$')) + 1);
    }
}
