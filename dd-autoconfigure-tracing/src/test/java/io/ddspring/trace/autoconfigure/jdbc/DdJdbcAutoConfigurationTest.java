/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ddspring.telemetry.InstrumentationReport;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class DdJdbcAutoConfigurationTest {
    private final JdbcContext jdbc = new JdbcContext();

    @Test
    void statements_of_the_data_source_that_boot_makes_are_spans(CapturedOutput output) {
        jdbc.bootRunner().run(context -> {
            assertThat(jdbc.query(context)).singleElement().satisfies(span -> {
                assertThat(span.operationName()).isEqualTo("h2.query");
                assertThat(span.resourceName()).isEqualTo("select ?");
                assertThat(span.tag("db.instance")).isEqualTo("shop");
                assertThat(span.tag("db.user")).isEqualTo("sa");
                assertThat(span.tag("db.pool.name")).matches("HikariPool-\\d+");
            });
            assertThat(JdbcContext.report(context))
                    .isEqualTo(new InstrumentationReport.Entry(true, "inside com.zaxxer.hikari.HikariDataSource"));
        });
        assertThat(output).doesNotContain("not eligible for getting processed").doesNotContain("WARN");
    }

    @Test
    void a_pool_whose_connections_boot_fetches_lazily_is_traced() {
        jdbc.bootRunner()
                .withPropertyValues("spring.datasource.connection-fetch=lazy")
                .run(context -> assertThat(jdbc.query(context))
                        .singleElement()
                        .satisfies(span -> assertThat(span.tag("db.pool.name")).isNotEmpty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd.trace.enabled",
                "dd.integrations.enabled",
                "dd.trace.jdbc.enabled",
                "dd.trace.integration.jdbc.enabled"
            })
    void each_switch_turns_it_off(String property) {
        jdbc.bootRunner().withPropertyValues(property + "=false").run(context -> {
            assertThat(jdbc.query(context)).isEmpty();
            assertThat(context).doesNotHaveBean(DataSourcePostProcessor.class);
            assertThat(context.getBean(HikariDataSource.class).getDataSource()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "com.p6spy.engine.spy.P6DataSource, p6spy is on the class path",
        "net.ttddyy.observation.tracing.DataSourceObservationListener, datasource-micrometer is on the class path"
    })
    void it_gives_way_to_others_that_wrap_data_sources(String className, String reason) {
        ClassLoader withOther = new ByteBuddy()
                .subclass(Object.class)
                .name(className)
                .make()
                .load(getClass().getClassLoader())
                .getLoaded()
                .getClassLoader();

        jdbc.bootRunner().withClassLoader(withOther).run(context -> {
            assertThat(jdbc.query(context)).isEmpty();
            assertThat(context.getBean(InstrumentationReport.class).entries())
                    .containsOnly(java.util.Map.entry("jdbc", new InstrumentationReport.Entry(false, reason)));
        });
    }

    @Test
    void without_spring_jdbc_nothing_is_configured() {
        jdbc.runner()
                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DataSourcePostProcessor.class));
    }

    @Test
    void without_a_data_source_nothing_happens() {
        jdbc.runner().run(context -> {
            assertThat(context).hasSingleBean(DataSourcePostProcessor.class);
            assertThat(context.getBean(InstrumentationReport.class).entries()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "dd.trace.db.client.split-by-instance, true, shop",
        "dd.trace.remove.integration-service-names.enabled, true, app",
        "dd.trace.span.attribute.schema, v1, app"
    })
    void services_are_named_as_configured(String property, String value, String service) {
        jdbc.bootRunner()
                .withPropertyValues("dd.service=app", property + "=" + value)
                .run(context -> assertThat(jdbc.query(context))
                        .singleElement()
                        .satisfies(span -> assertThat(span.serviceName()).isEqualTo(service)));
    }

    @Test
    void statements_after_the_context_is_closed_only_run() {
        jdbc.bootRunner().run(context -> {
            HikariDataSource pool = context.getBean(HikariDataSource.class);
            JdbcTemplate template = new JdbcTemplate(pool.getDataSource());
            context.getSourceApplicationContext().close();

            assertThat(template.queryForObject("select 42", Integer.class)).isEqualTo(42);
        });
    }
}
