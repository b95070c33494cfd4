/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.InMemoryTraceWriter;
import java.sql.Connection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.ClassUtils;

/** What Spring Boot does with data sources is the same with tracing as without. */
@ExtendWith(OutputCaptureExtension.class)
class BootFeaturesIT {
    private final JdbcContext jdbc = new JdbcContext();

    @Test
    void the_configuration_properties_endpoint_shows_the_pool_and_that_it_was_given_a_data_source() {
        Map<String, Object> traced = new TreeMap<>();
        Map<String, Object> untraced = new TreeMap<>();
        jdbc.bootRunner().run(context -> traced.putAll(poolProperties(context)));
        jdbc.bootRunner()
                .withPropertyValues("dd.trace.jdbc.enabled=false")
                .run(context -> untraced.putAll(poolProperties(context)));

        assertThat(untraced).containsEntry("jdbcUrl", JdbcContext.URL);
        assertThat(traced.remove("dataSource")).isEqualTo(Map.of("loginTimeout", 30));
        assertThat(traced).isEqualTo(untraced);
    }

    private static Map<String, Object> poolProperties(AssertableApplicationContext context) {
        context.getBean(JdbcTemplate.class).queryForList("select 1");
        ConfigurationPropertiesReportEndpoint endpoint =
                new ConfigurationPropertiesReportEndpoint(java.util.List.of(), Show.ALWAYS);
        endpoint.setApplicationContext(context);
        Map<String, Object> properties = new TreeMap<>(endpoint.configurationProperties()
                .getContexts()
                .get(context.getId())
                .getBeans()
                .get("dataSource")
                .getProperties());
        properties.remove("poolName");
        return properties;
    }

    @Test
    void pool_metrics_see_the_pool() {
        jdbc.bootRunner().run(context -> {
            DataSource dataSource = context.getBean(DataSource.class);
            new JdbcTemplate(dataSource).queryForList("select 1");

            assertThat(context.getBean("hikariPoolDataSourceMetadataProvider", DataSourcePoolMetadataProvider.class)
                            .getDataSourcePoolMetadata(dataSource))
                    .satisfies(pool -> {
                        assertThat(pool.getActive()).isZero();
                        assertThat(pool.getIdle()).isPositive();
                        assertThat(pool.getMax()).isEqualTo(10);
                    });
        });
    }

    @ParameterizedTest
    @CsvSource({
        "--dd.trace.jdbc.enabled=true, true",
        "--dd.trace.jdbc.enabled=0, false",
        "--DD_TRACE_JDBC_ENABLED=no, false",
        "--DD_TRACE_INTEGRATION_JDBC_ENABLED=0, false"
    })
    void an_application_switches_it_by_any_official_name(String argument, boolean traced) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--spring.datasource.url=" + JdbcContext.URL, argument)) {
            context.getBean(JdbcTemplate.class).queryForList("select 1");

            assertThat(context.getBean(InMemoryTraceWriter.class).spans()).hasSize(traced ? 1 : 0);
            assertThat(context.getBean(InstrumentationReport.class).entries().containsKey("jdbc:dataSource"))
                    .isEqualTo(traced);
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        InMemoryTraceWriter writer() {
            return new InMemoryTraceWriter();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.tomcat.jdbc.pool.DataSource", "org.apache.commons.dbcp2.BasicDataSource"})
    void other_pools_that_boot_makes_are_traced_and_measured(String type) {
        jdbc.bootRunner().withPropertyValues("spring.datasource.type=" + type).run(context -> {
            assertThat(jdbc.query(context)).singleElement().satisfies(span -> {
                assertThat(span.tag("db.user")).isEqualTo("sa");
                assertThat(span.tag("db.instance")).isEqualTo("shop");
            });
            DataSource dataSource = context.getBean(DataSource.class);
            assertThat(dataSource).isInstanceOf(ClassUtils.resolveClassName(type, null));
            assertThat(context.getBeansOfType(DataSourcePoolMetadataProvider.class)
                            .values())
                    .extracting(provider -> provider.getDataSourcePoolMetadata(dataSource))
                    .filteredOn(Objects::nonNull)
                    .singleElement()
                    .satisfies(pool -> {
                        assertThat(pool.getActive()).isZero();
                        assertThat(pool.getMax()).isPositive();
                    });
            try (Connection connection = dataSource.getConnection()) {
                assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
            }
        });
    }

    @Test
    void the_h2_console_finds_the_database(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withConfiguration(BootClasses.dataSource())
                .withConfiguration(BootClasses.autoConfigurations(
                        "autoconfigure.h2.H2ConsoleAutoConfiguration",
                        "h2console.autoconfigure.H2ConsoleAutoConfiguration"))
                .withConfiguration(org.springframework.boot.autoconfigure.AutoConfigurations.of(
                        io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration.class,
                        DdJdbcAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + JdbcContext.URL,
                        "spring.datasource.username=sa",
                        "spring.h2.console.enabled=true")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("Database available at '" + JdbcContext.URL + "'");
    }

    @Test
    void statements_of_the_pool_itself_are_spans_of_their_own() {
        jdbc.bootRunner()
                .withPropertyValues("spring.datasource.hikari.connection-init-sql=select 7")
                .run(context -> assertThat(jdbc.query(context))
                        .extracting(SpanData::parentId)
                        .containsOnly(0L)
                        .hasSizeGreaterThan(1));
    }
}
