/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class DelegatingDataSourcesTest {
    private final JdbcContext jdbc = new JdbcContext();

    private static DriverManagerDataSource plain() {
        return new DriverManagerDataSource(JdbcContext.URL, "sa", "");
    }

    private static HikariDataSource pool(String name) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(JdbcContext.URL);
        pool.setUsername("sa");
        pool.setPoolName(name);
        return pool;
    }

    @Test
    void a_routing_data_source_stays_and_its_targets_make_one_span() {
        jdbc.runner().withUserConfiguration(RoutingToBeans.class).run(context -> {
            assertThat(jdbc.query(context)).singleElement().satisfies(span -> assertThat(span.tag("db.pool.name"))
                    .isEqualTo("one"));
            Routing.target = "two";
            assertThat(jdbc.query(context)).singleElement().satisfies(span -> assertThat(span.tag("db.pool.name"))
                    .isEqualTo("two"));
            Routing.target = "three";
            assertThat(jdbc.query(context)).hasSize(1);
            assertThat(context.getBean("dataSource")).isExactlyInstanceOf(Routing.class);
            assertThat(JdbcContext.report(context).detail()).isEqualTo("3 target data sources");
        });
    }

    static class Routing extends AbstractRoutingDataSource {
        static String target = "one";

        @Override
        protected Object determineCurrentLookupKey() {
            return target;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RoutingToBeans {
        @Bean
        HikariDataSource one() {
            return pool("one");
        }

        @Bean
        DataSource three() {
            return plain();
        }

        @Bean
        @Primary
        Routing dataSource(HikariDataSource one, DataSource three) {
            Routing.target = "one";
            Routing routing = new Routing();
            routing.setTargetDataSources(Map.of("one", one, "two", pool("two"), "three", three));
            return routing;
        }
    }

    @Test
    void a_routing_data_source_whose_targets_nobody_else_traces_is_traced_itself() {
        jdbc.runner()
                .withBean("dataSource", Routing.class, () -> {
                    Routing.target = "one";
                    Routing routing = new Routing();
                    routing.setTargetDataSources(Map.of("one", plain()));
                    return routing;
                })
                .run(context -> assertThat(jdbc.query(context)).hasSize(1));
    }

    @Test
    void a_routing_data_source_that_finds_its_targets_in_a_way_of_its_own_is_traced_itself() {
        jdbc.runner().withBean("dataSource", Sharded.class).run(context -> assertThat(jdbc.query(context))
                .hasSize(1));
    }

    static class Sharded extends AbstractRoutingDataSource {
        @Override
        public void afterPropertiesSet() {}

        @Override
        protected DataSource determineTargetDataSource() {
            return plain();
        }

        @Override
        protected Object determineCurrentLookupKey() {
            return "unused";
        }
    }

    @Test
    void a_lazy_data_source_stays_and_its_hidden_pool_is_traced() {
        jdbc.runner()
                .withBean("dataSource", DataSource.class, () -> new LazyConnectionDataSourceProxy(pool("hidden")))
                .run(context -> {
                    assertThat(jdbc.query(context)).singleElement().satisfies(span -> assertThat(
                                    span.tag("db.pool.name"))
                            .isEqualTo("hidden"));
                    assertThat(context.getBean("dataSource")).isExactlyInstanceOf(LazyConnectionDataSourceProxy.class);
                });
    }

    @Test
    void a_pool_that_another_post_processor_made_lazy_is_traced() {
        jdbc.bootRunner().withUserConfiguration(MadeLazy.class).run(context -> assertThat(jdbc.query(context))
                .singleElement()
                .satisfies(span -> assertThat(span.tag("db.pool.name")).startsWith("HikariPool-")));
    }

    @Configuration(proxyBeanMethods = false)
    static class MadeLazy {
        @Bean
        static LazyMaker lazy() {
            return new LazyMaker();
        }
    }

    static class LazyMaker implements BeanPostProcessor, Ordered {
        @Override
        public int getOrder() {
            return 0;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource target ? new LazyConnectionDataSourceProxy(target) : bean;
        }
    }

    @Test
    void a_lazy_data_source_of_something_that_can_only_be_replaced_is_replaced_itself() {
        jdbc.runner().withUserConfiguration(LazyPlain.class).run(context -> assertThat(jdbc.query(context))
                .hasSize(1));
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyPlain {
        @Bean
        DataSource dataSource() {
            return new LazyConnectionDataSourceProxy(plain());
        }
    }

    @Test
    void a_transaction_aware_data_source_is_never_replaced() {
        jdbc.runner()
                .withBean("dataSource", DataSource.class, () -> new TransactionAwareDataSourceProxy(plain()))
                .run(context -> {
                    assertThat(jdbc.query(context)).isEmpty();
                    assertThat(context.getBean("dataSource"))
                            .isExactlyInstanceOf(TransactionAwareDataSourceProxy.class);
                    assertThat(JdbcContext.report(context).detail()).endsWith("transactions know it by its class");
                });
    }

    @Test
    void transactions_span_a_traced_target_and_its_transaction_aware_view() {
        jdbc.runner().withUserConfiguration(TransactionAware.class).run(context -> {
            DataSource target = context.getBean("target", DataSource.class);
            DataSource view = context.getBean("view", DataSource.class);
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(target));
            new JdbcTemplate(target).execute("create table if not exists notes(id int)");
            jdbc.writer.clear();

            transaction.executeWithoutResult(status -> {
                new JdbcTemplate(view).update("insert into notes values (1)");
                new JdbcTemplate(target).update("insert into notes values (2)");
                status.setRollbackOnly();
            });

            assertThat(jdbc.writer.spans()).hasSize(2);
            assertThat(new JdbcTemplate(target).queryForObject("select count(*) from notes", Integer.class))
                    .isZero();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class TransactionAware {
        @Bean
        @Primary
        DataSource target() {
            return new DriverManagerDataSource("jdbc:h2:mem:notes;DB_CLOSE_DELAY=-1", "sa", "");
        }

        @Bean
        DataSource view(DataSource target) {
            return new TransactionAwareDataSourceProxy(target);
        }
    }
}
