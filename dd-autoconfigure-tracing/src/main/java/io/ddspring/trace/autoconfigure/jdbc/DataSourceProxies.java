/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import io.ddspring.trace.sql.JdbcTracing;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.util.ClassUtils;

/**
 * Puts data sources behind Spring proxies, through which Spring and Spring Boot find the original when they look for a
 * pool.
 */
final class DataSourceProxies {
    private final JdbcTracing tracing;

    DataSourceProxies(JdbcTracing tracing) {
        this.tracing = tracing;
    }

    /**
     * Why {@code dataSource} has to stay as it is; null when it can be replaced.
     *
     * @param classDemanded whether others may ask for it by its class
     */
    @Nullable
    String hindrance(DataSource dataSource, boolean classDemanded) {
        if (isOpenProxy(dataSource)) {
            return null;
        }
        if (dataSource instanceof TransactionAwareDataSourceProxy) {
            return "transactions know it by its class";
        }
        if (!classDemanded) {
            return null;
        }
        // Metrics read a field of the pool, which a subclass made by a proxy does not fill.
        if (HikariPools.include(dataSource)) {
            return "the bean is declared as a class that others may ask for";
        }
        return isExtensible(dataSource.getClass()) ? null : "its class can neither be extended nor replaced";
    }

    /** A proxy of {@code dataSource}, or the same object when it is a proxy that takes one more advice. */
    Object proxyOf(DataSource dataSource, boolean classDemanded, @Nullable ClassLoader classLoader) {
        ConnectionInterceptor interceptor = new ConnectionInterceptor(
                HikariPools.include(dataSource)
                        ? HikariTracing.connectionsOf(dataSource, tracing)
                        : tracing.connectionsOf(BeanFacts.of(dataSource)));
        if (isOpenProxy(dataSource)) {
            ((Advised) dataSource).addAdvice(0, interceptor);
            return dataSource;
        }
        ProxyFactory factory = new ProxyFactory();
        factory.setTarget(dataSource);
        factory.addAdvice(interceptor);
        if (classDemanded) {
            factory.setProxyTargetClass(true);
        } else {
            factory.setInterfaces(Arrays.stream(ClassUtils.getAllInterfacesForClass(dataSource.getClass(), classLoader))
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toArray(Class<?>[]::new));
        }
        return factory.getProxy(classLoader);
    }

    private static boolean isOpenProxy(DataSource dataSource) {
        return dataSource instanceof Advised advised && !advised.isFrozen();
    }

    /** A final method would run on the proxy, whose fields are empty. */
    private static boolean isExtensible(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers())
                && !type.isSealed()
                && Arrays.stream(type.getMethods()).noneMatch(DataSourceProxies::isFixed);
    }

    private static boolean isFixed(Method method) {
        return Modifier.isFinal(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class;
    }
}
