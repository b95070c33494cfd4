/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.Tracer;
import io.ddspring.trace.sql.JdbcSettings;
import io.ddspring.trace.sql.JdbcTracing;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionManager;

class WithoutHikariTest {
    @Test
    void other_data_sources_are_traced_where_there_is_no_hikari() throws Exception {
        URL[] classPath = Stream.of(
                        WithoutHikariTest.class,
                        DataSourcePostProcessor.class,
                        Tracer.class,
                        Ordered.class,
                        LogFactory.class,
                        BeanFactory.class,
                        Advised.class,
                        MethodInterceptor.class,
                        TransactionManager.class,
                        DriverManagerDataSource.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .distinct()
                .toArray(URL[]::new);
        try (URLClassLoader withoutHikari = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> withoutHikari.loadClass("com.zaxxer.hikari.HikariDataSource"))
                    .isInstanceOf(ClassNotFoundException.class);

            Callable<?> application = (Callable<?>) withoutHikari
                    .loadClass(Application.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThat(application.call()).isEqualTo("traced");
        }
    }

    /** Runs in the other class loader. */
    public static final class Application implements Callable<String> {
        @Override
        public String call() {
            JdbcTracing tracing = new JdbcTracing(Tracer::noop, () -> JdbcSettings.DEFAULT);
            DriverManagerDataSource dataSource = new DriverManagerDataSource("jdbc:h2:mem:t");
            DataSourceProxies proxies = new DataSourceProxies(tracing);
            if (new InPlaceTracing(tracing).trace(dataSource).traced() || proxies.hindrance(dataSource, true) != null) {
                return "not traceable";
            }
            Object proxy = proxies.proxyOf(dataSource, true, getClass().getClassLoader());
            return ConnectionInterceptor.advises(proxy) ? "traced" : "untraced";
        }
    }
}
