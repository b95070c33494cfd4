/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application with traced data sources, and what its statements leave behind. */
final class JdbcContext {
    static final String URL = "jdbc:h2:mem:shop";

    final InMemoryTraceWriter writer = new InMemoryTraceWriter();

    /** Without any data source. */
    ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DdTracingAutoConfiguration.class, DdJdbcAutoConfiguration.class))
                .withBean(InMemoryTraceWriter.class, () -> writer);
    }

    /** With the data source that Spring Boot makes from {@code spring.datasource.*}. */
    ApplicationContextRunner bootRunner() {
        return runner().withConfiguration(BootClasses.dataSource())
                .withPropertyValues("spring.datasource.url=" + URL, "spring.datasource.username=sa");
    }

    /** Runs a query on the bean {@code dataSource} and returns the spans since the last call. */
    java.util.List<SpanData> query(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        return query(context.getBean("dataSource", DataSource.class));
    }

    java.util.List<SpanData> query(DataSource dataSource) {
        writer.clear();
        assertThat(new JdbcTemplate(dataSource).queryForObject("select 42", Integer.class))
                .isEqualTo(42);
        return writer.spans();
    }

    /** What is reported about the bean {@code dataSource}. */
    static InstrumentationReport.Entry report(ApplicationContext context) {
        return context.getBean(InstrumentationReport.class).entries().get("jdbc:dataSource");
    }
}
