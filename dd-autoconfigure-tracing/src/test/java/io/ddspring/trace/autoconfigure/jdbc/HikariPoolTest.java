/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HikariPoolTest {
    private final JdbcContext jdbc = new JdbcContext();

    @Test
    void the_bean_is_the_very_pool_for_whoever_asks() {
        jdbc.bootRunner().run(context -> {
            HikariDataSource pool = context.getBean(HikariDataSource.class);

            assertThat(jdbc.query(pool)).hasSize(1);
            assertThat(AopUtils.isAopProxy(pool)).isFalse();
            assertThat(DataSourceUnwrapper.unwrap(pool, HikariDataSource.class)).isSameAs(pool);
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isPositive();
            assertThat(pool.getJdbcUrl()).isEqualTo(JdbcContext.URL);
            assertThat(pool.isWrapperFor(DriverDataSource.class)).isTrue();
            assertThat(pool.unwrap(DriverDataSource.class)).isNotNull();
            assertThat(pool.unwrap(DataSource.class)).isSameAs(pool);
            assertThat(pool.getLoginTimeout()).isEqualTo(30);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
                assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
                assertThat(connection.createStatement().getConnection()).isSameAs(connection);
                pool.evictConnection(connection);
            }
        });
    }

    @Test
    void a_pool_bean_of_the_application_with_bound_properties_is_traced() {
        jdbc.runner()
                .withUserConfiguration(OwnPool.class)
                .withPropertyValues(
                        "app.pool.jdbc-url=" + JdbcContext.URL, "app.pool.pool-name=own", "app.pool.username=sa")
                .run(context -> {
                    assertThat(jdbc.query(context)).singleElement().satisfies(span -> assertThat(
                                    span.tag("db.pool.name"))
                            .isEqualTo("own"));
                    assertThat(ConfigurationPropertiesBean.getAll(context)).containsKey("dataSource");
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties
    static class OwnPool {
        @Bean
        @ConfigurationProperties("app.pool")
        HikariDataSource dataSource() {
            return new HikariDataSource();
        }

        @Bean
        String user(HikariDataSource pool) {
            return pool.getJdbcUrl();
        }
    }

    @Test
    void rebinding_a_bean_as_spring_cloud_does_neither_fails_nor_traces_twice() {
        jdbc.runner()
                .withUserConfiguration(OwnPool.class)
                .withPropertyValues("app.pool.jdbc-url=" + JdbcContext.URL, "app.pool.username=sa")
                .run(context -> {
                    HikariDataSource pool = context.getBean(HikariDataSource.class);
                    DataSource inside = pool.getDataSource();

                    Object again = context.getAutowireCapableBeanFactory().initializeBean(pool, "dataSource");

                    assertThat(again).isSameAs(pool);
                    assertThat(pool.getDataSource()).isSameAs(inside);
                    assertThat(jdbc.query(pool)).hasSize(1);
                });
    }

    @Test
    void a_data_source_that_the_application_gave_to_the_pool_is_traced() {
        JdbcDataSource own = new JdbcDataSource();
        own.setUrl(JdbcContext.URL);
        own.setUser("sa");
        jdbc.runner()
                .withBean("dataSource", HikariDataSource.class, () -> {
                    HikariDataSource pool = new HikariDataSource();
                    pool.setDataSource(own);
                    return pool;
                })
                .run(context -> {
                    assertThat(jdbc.query(context)).singleElement().satisfies(span -> {
                        assertThat(span.tag("db.instance")).isEqualTo("shop");
                        assertThat(span.tag("db.user")).isEqualTo("SA");
                    });
                    assertThat(context.getBean(HikariDataSource.class).unwrap(JdbcDataSource.class))
                            .isSameAs(own);
                });
    }

    @Test
    void settings_that_change_before_the_pool_starts_count() {
        jdbc.runner()
                .withBean("dataSource", HikariDataSource.class, () -> pool("jdbc:h2:mem:before"))
                .run(context -> {
                    context.getBean(HikariDataSource.class).setJdbcUrl("jdbc:h2:mem:after");

                    assertThat(jdbc.query(context)).singleElement().satisfies(span -> assertThat(
                                    span.tag("db.instance"))
                            .isEqualTo("after"));
                    try (Connection connection =
                            context.getBean(DataSource.class).getConnection()) {
                        assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:h2:mem:after");
                    }
                });
    }

    @Test
    void a_url_without_a_driver_fails_as_it_would_without_tracing() {
        HikariDataSource untraced = pool("jdbc:nobody:knows");
        jdbc.runner()
                .withBean("dataSource", HikariDataSource.class, () -> pool("jdbc:nobody:knows"))
                .run(context -> {
                    Throwable expected = org.assertj.core.api.Assertions.catchThrowable(untraced::getConnection);
                    assertThatThrownBy(context.getBean(DataSource.class)::getConnection)
                            .isExactlyInstanceOf(expected.getClass())
                            .hasMessage(expected.getMessage());
                    assertThat(JdbcContext.report(context).detail()).startsWith("no driver for the pool's jdbcUrl");
                });
    }

    @Test
    void a_pool_that_is_not_configured_fails_as_it_would_without_tracing() {
        jdbc.runner()
                .withBean("dataSource", HikariDataSource.class, HikariDataSource::new)
                .run(context -> assertThatThrownBy(context.getBean(DataSource.class)::getConnection)
                        .hasMessageContaining("jdbcUrl is required"));
    }

    @Test
    void a_started_pool_is_traced_from_outside_when_nobody_can_ask_for_its_class() {
        jdbc.runner().withUserConfiguration(StartedAsInterface.class).run(context -> {
            assertThat(jdbc.query(context)).singleElement().satisfies(span -> assertThat(span.tag("db.pool.name"))
                    .isEqualTo("started"));
            DataSource bean = context.getBean(DataSource.class);
            HikariDataSource pool = DataSourceUnwrapper.unwrap(
                    bean, com.zaxxer.hikari.HikariConfigMXBean.class, HikariDataSource.class);
            assertThat(pool.getPoolName()).isEqualTo("started");
            assertThat(bean.unwrap(HikariDataSource.class)).isSameAs(pool);
            assertThat(JdbcContext.report(context).detail()).isEqualTo("around com.zaxxer.hikari.HikariDataSource");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class StartedAsInterface {
        @Bean
        DataSource dataSource() {
            return started();
        }
    }

    @Test
    void a_started_pool_that_others_may_ask_for_stays_as_it_is_and_the_report_says_why() {
        jdbc.runner().withUserConfiguration(StartedAsClass.class).run(context -> {
            assertThat(jdbc.query(context)).isEmpty();
            assertThat(AopUtils.isAopProxy(context.getBean(HikariDataSource.class)))
                    .isFalse();
            assertThat(JdbcContext.report(context).active()).isFalse();
            assertThat(JdbcContext.report(context).detail())
                    .isEqualTo("the pool was started before the bean was there,"
                            + " and the bean is declared as a class that others may ask for");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class StartedAsClass {
        @Bean
        HikariDataSource dataSource() {
            return started();
        }
    }

    private static HikariDataSource started() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(JdbcContext.URL);
        config.setUsername("sa");
        config.setPoolName("started");
        return new HikariDataSource(config);
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("sa");
        return pool;
    }
}
