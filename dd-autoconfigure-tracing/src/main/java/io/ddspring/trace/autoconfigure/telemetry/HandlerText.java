/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;

/** Names what serves an endpoint, as the inventory has it: {@code com.acme.OrderController#get(Long)}. */
final class HandlerText {
    private static final String LAMBDA = "$$Lambda";

    private HandlerText() {}

    static String of(HandlerMethod handler) {
        return handler.getBeanType().getName() + "#" + handler.getMethod().getName()
                + Arrays.stream(handler.getMethod().getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A handler of another kind. A lambda has no name that would be the same tomorrow; the class that has it, has. */
    static String of(Object handler) {
        if (handler instanceof String beanName) {
            return beanName;
        }
        String name = ClassUtils.getUserClass(handler).getName();
        int lambda = name.indexOf(LAMBDA);
        return lambda < 0 ? name : name.substring(0, lambda);
    }
}
