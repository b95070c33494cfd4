/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import org.springframework.util.ClassUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.Controller;

/** Names handlers of any kind by class and method. */
final class HandlerNames {
    private static final String LAMBDA = "$$Lambda";

    private HandlerNames() {}

    /** Simple name of the class and name of the method, for example {@code Orders.find}. */
    static String nameOf(Object handler) {
        if (handler instanceof HandlerMethod method) {
            return method.getBeanType().getSimpleName()
                    + '.'
                    + method.getMethod().getName();
        }
        String method =
                handler instanceof HttpRequestHandler || handler instanceof Controller ? "handleRequest" : "handle";
        return simpleName(ClassUtils.getUserClass(handler)) + '.' + method;
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
