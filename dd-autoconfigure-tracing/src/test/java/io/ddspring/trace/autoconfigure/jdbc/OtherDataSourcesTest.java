/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

class OtherDataSourcesTest {
    private final JdbcContext jdbc = new JdbcContext();

    private static DriverManagerDataSource plain() {
        return new DriverManagerDataSource(JdbcContext.URL, "sa", "");
    }

    @Test
    void a_bean_declared_as_interface_is_replaced_by_a_proxy_that_leads_to_the_original() {
        jdbc.runner().withUserConfiguration(PlainAsInterface.class).run(context -> {
            assertThat(jdbc.query(context)).singleElement().satisfies(span -> assertThat(span.tag("db.user"))
                    .isEqualTo("sa"));
            DataSource bean = context.getBean(DataSource.class);
            assertThat(AopUtils.isJdkDynamicProxy(bean)).isTrue();
            assertThat(AopProxyUtils.ultimateTargetClass(bean)).isEqualTo(DriverManagerDataSource.class);
            assertThat(DataSourceUnwrapper.unwrap(bean, DriverManagerDataSource.class))
                    .isNotNull();
            assertThat(bean.unwrap(DriverManagerDataSource.class).getUrl()).isEqualTo(JdbcContext.URL);
            try (Connection connection = bean.getConnection("sa", "")) {
                assertThat(connection.createStatement().getConnection()).isSameAs(connection);
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class PlainAsInterface {
        @Bean
        DataSource dataSource() {
            return plain();
        }
    }

    @Test
    void a_bean_declared_as_class_remains_an_instance_of_it() {
        jdbc.runner()
                .withUserConfiguration(PlainAsClass.class)
                .withPropertyValues("app.db.url=" + JdbcContext.URL, "app.db.username=sa")
                .run(context -> {
                    assertThat(jdbc.query(context)).hasSize(1);
                    assertThat(context.getBean("url")).isEqualTo(JdbcContext.URL);
                    assertThat(AopUtils.isCglibProxy(context.getBean(DriverManagerDataSource.class)))
                            .isTrue();
                    assertThat(ConfigurationPropertiesBean.getAll(context)).containsKey("dataSource");
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties
    static class PlainAsClass {
        @Bean
        @ConfigurationProperties("app.db")
        DriverManagerDataSource dataSource() {
            return new DriverManagerDataSource();
        }

        @Bean
        String url(DriverManagerDataSource dataSource) {
            return dataSource.getUrl();
        }
    }

    @Test
    void a_class_that_cannot_be_extended_stays_as_it_is_and_the_report_says_why() {
        jdbc.runner()
                .withBean("dataSource", JdbcDataSource.class, () -> {
                    JdbcDataSource dataSource = new JdbcDataSource();
                    dataSource.setUrl(JdbcContext.URL);
                    dataSource.setUser("sa");
                    return dataSource;
                })
                .run(context -> {
                    assertThat(jdbc.query(context)).isEmpty();
                    assertThat(JdbcContext.report(context).active()).isFalse();
                    assertThat(JdbcContext.report(context).detail())
                            .isEqualTo("org.h2.jdbcx.JdbcDataSource can only be replaced,"
                                    + " and its class can neither be extended nor replaced");
                });
    }

    @Test
    void an_embedded_database_is_still_one_and_is_shut_down_with_the_context() {
        jdbc.runner().withUserConfiguration(Embedded.class).run(context -> {
            assertThat(jdbc.query(context)).hasSize(1);
            assertThat(context.getBean(EmbeddedDatabase.class)).isSameAs(context.getBean("dataSource"));
            DriverManager.getConnection("jdbc:h2:mem:embedded;IFEXISTS=TRUE", "sa", "")
                    .close();
        });
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:h2:mem:embedded;IFEXISTS=TRUE", "sa", ""))
                .isInstanceOf(SQLException.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Embedded {
        @Bean(destroyMethod = "shutdown")
        EmbeddedDatabase dataSource() {
            return new EmbeddedDatabaseBuilder()
                    .setType(EmbeddedDatabaseType.H2)
                    .setName("embedded")
                    .build();
        }
    }

    @Test
    void several_data_sources_are_each_traced_with_what_belongs_to_them() {
        jdbc.runner().withUserConfiguration(Several.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(jdbc.query(context.getBean("orders", DataSource.class)))
                    .singleElement()
                    .satisfies(span -> {
                        assertThat(span.tag("db.instance")).isEqualTo("orders");
                        assertThat(span.tag("db.pool.name")).isEqualTo("orders-pool");
                    });
            assertThat(jdbc.query(context.getBean("users", DataSource.class)))
                    .singleElement()
                    .satisfies(span -> {
                        assertThat(span.tag("db.instance")).isEqualTo("shop");
                        assertThat(span.tag("db.pool.name")).isNull();
                    });
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Several {
        @Bean
        HikariDataSource orders() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:h2:mem:orders");
            pool.setPoolName("orders-pool");
            return pool;
        }

        @Bean
        DataSource users() {
            return plain();
        }
    }

    @Test
    void a_proxy_of_the_application_takes_one_more_advice() {
        jdbc.runner()
                .withUserConfiguration(PlainAsClass.class, Proxied.class)
                .withPropertyValues("app.db.url=" + JdbcContext.URL, "app.db.username=sa")
                .run(context -> {
                    assertThat(jdbc.query(context)).hasSize(1);
                    Advised bean = (Advised) context.getBean("dataSource");
                    assertThat(bean.getAdvisors()).hasSize(2);
                    assertThat(bean.getTargetSource().getTarget()).isExactlyInstanceOf(DriverManagerDataSource.class);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Proxied {
        @Bean
        static Proxying proxying() {
            return new Proxying();
        }
    }

    static class Proxying implements BeanPostProcessor, Ordered {
        @Override
        public int getOrder() {
            return 0;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof DataSource)) {
                return bean;
            }
            ProxyFactory factory = new ProxyFactory(bean);
            factory.setProxyTargetClass(true);
            factory.addAdvice((MethodInterceptor) MethodInvocation::proceed);
            return factory.getProxy();
        }
    }

    @Test
    void every_data_source_that_a_scope_makes_anew_is_traced() {
        SimpleThreadScope refreshable = new SimpleThreadScope();
        jdbc.runner()
                .withInitializer(context -> context.getBeanFactory().registerScope("refreshable", refreshable))
                .withUserConfiguration(Scoped.class)
                .run(context -> {
                    DataSource proxy = context.getBean("pool", DataSource.class);
                    DataSource plainProxy = context.getBean("plain", DataSource.class);
                    for (int refresh = 0; refresh < 3; refresh++) {
                        assertThat(jdbc.query(proxy)).hasSize(1);
                        assertThat(((HikariDataSource) proxy).isRunning()).isTrue();
                        assertThat(jdbc.query(plainProxy)).hasSize(1);
                        ((HikariDataSource) refreshable.remove("scopedTarget.pool")).close();
                        refreshable.remove("scopedTarget.plain");
                    }
                    assertThat(ConfigurationPropertiesBean.getAll(context)).isNotEmpty();
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties
    static class Scoped {
        @Bean(destroyMethod = "")
        @Scope(scopeName = "refreshable", proxyMode = ScopedProxyMode.TARGET_CLASS)
        @ConfigurationProperties("app.pool")
        HikariDataSource pool() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(JdbcContext.URL);
            pool.setUsername("sa");
            return pool;
        }

        @Bean
        @Scope(scopeName = "refreshable", proxyMode = ScopedProxyMode.TARGET_CLASS)
        DataSource plain() {
            return OtherDataSourcesTest.plain();
        }
    }
}
