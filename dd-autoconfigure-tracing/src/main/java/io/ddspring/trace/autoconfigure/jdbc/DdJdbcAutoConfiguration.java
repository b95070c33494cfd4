/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Spans for the SQL statements of every data source bean. Gives way to datasource-micrometer and p6spy, which wrap data
 * sources for the same purpose.
 */
@AutoConfiguration(
        after = DdTracingAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnClass(name = "org.springframework.jdbc.datasource.DelegatingDataSource")
@ConditionalOnBooleanProperty(
        name = {
            "dd.trace.enabled",
            "dd.integrations.enabled",
            "dd.trace.jdbc.enabled",
            "dd.trace.integration.jdbc.enabled"
        },
        matchIfMissing = true)
public final class DdJdbcAutoConfiguration {
    private static final String DATASOURCE_MICROMETER = "net.ttddyy.observation.tracing.DataSourceObservationListener";
    private static final String P6SPY = "com.p6spy.engine.spy.P6DataSource";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass({DATASOURCE_MICROMETER, P6SPY})
    static class Spans {
        @Bean
        static DataSourcePostProcessor ddDataSourcePostProcessor(
                ObjectProvider<Tracer> ddTracer,
                ObjectProvider<io.ddspring.config.Configuration> ddConfiguration,
                ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return new DataSourcePostProcessor(ddTracer, ddConfiguration, ddInstrumentationReport);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = DATASOURCE_MICROMETER)
    static class GivenWayToDatasourceMicrometer {
        GivenWayToDatasourceMicrometer(ObjectProvider<InstrumentationReport> report) {
            report.ifAvailable(present -> present.inactive("jdbc", "datasource-micrometer is on the class path"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = P6SPY)
    static class GivenWayToP6Spy {
        GivenWayToP6Spy(ObjectProvider<InstrumentationReport> report) {
            report.ifAvailable(present -> present.inactive("jdbc", "p6spy is on the class path"));
        }
    }
}
