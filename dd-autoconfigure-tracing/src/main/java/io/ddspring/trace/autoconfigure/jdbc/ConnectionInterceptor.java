/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import io.ddspring.trace.sql.ConnectionTracer;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;

/** Advice of a data source: the connections it hands out trace their statements. */
final class ConnectionInterceptor implements MethodInterceptor {
    private final ConnectionTracer tracer;

    ConnectionInterceptor(ConnectionTracer tracer) {
        this.tracer = tracer;
    }

    /** Whether {@code bean} is a proxy with this advice. */
    static boolean advises(Object bean) {
        if (bean instanceof Advised advised) {
            for (var advisor : advised.getAdvisors()) {
                if (advisor.getAdvice() instanceof ConnectionInterceptor) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object result = invocation.proceed();
        if (result instanceof Connection connection
                && invocation.getMethod().getName().equals("getConnection")) {
            return tracer.trace(connection, userOf(invocation.getArguments()));
        }
        return result instanceof ConnectionBuilder builder ? tracer.trace(builder) : result;
    }

    private static @Nullable String userOf(@Nullable Object[] arguments) {
        return arguments.length == 2 && arguments[0] instanceof String user ? user : null;
    }
}
