/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.annotation;

import java.lang.reflect.Method;

/** Names of methods as they appear in resources. */
public final class MethodNames {
    private MethodNames() {}

    /** {@code Class.method} with the simple name of the class; an anonymous class keeps its number. */
    public static String resourceOf(Class<?> type, Method method) {
        return simpleNameOf(type) + "." + method.getName();
    }

    private static String simpleNameOf(Class<?> type) {
        String simpleName = type.getSimpleName();
        return simpleName.isEmpty() ? type.getName().substring(type.getName().lastIndexOf('.') + 1) : simpleName;
    }
}
