/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.sql.JdbcSettings;
import io.ddspring.trace.sql.JdbcTracing;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Makes data source beans trace their connections: in place where that is possible, else behind a proxy that is still
 * everything the bean was declared as. Runs after others that wrap data sources.
 */
final class DataSourcePostProcessor implements BeanPostProcessor, BeanFactoryAware, BeanClassLoaderAware, Ordered {
    private static final int AFTER_OTHER_WRAPPERS = LOWEST_PRECEDENCE - 20;

    private final LazyBean<Tracer, Tracer> tracer;
    private final ObjectProvider<InstrumentationReport> report;
    private final InPlaceTracing inPlace;
    private final DataSourceProxies proxies;
    // Set once, before the first bean comes.
    private @Nullable DeclaredTypes declaredTypes;
    private @Nullable ClassLoader classLoader;

    DataSourcePostProcessor(
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Configuration> configuration,
            ObjectProvider<InstrumentationReport> report) {
        this.tracer = new LazyBean<>(tracer, bean -> bean, Tracer.noop());
        this.report = report;
        JdbcTracing tracing =
                new JdbcTracing(this.tracer, new LazyBean<>(configuration, JdbcSettings::from, JdbcSettings.DEFAULT));
        this.inPlace = new InPlaceTracing(tracing);
        this.proxies = new DataSourceProxies(tracing);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        if (beanFactory instanceof ConfigurableListableBeanFactory beans) {
            declaredTypes = new DeclaredTypes(beans);
        }
    }

    @Override
    public void setBeanClassLoader(ClassLoader beanClassLoader) {
        classLoader = beanClassLoader;
    }

    @Override
    public int getOrder() {
        return AFTER_OTHER_WRAPPERS;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        // A scoped proxy stands for beans that come here themselves when they are made.
        if (!(bean instanceof DataSource dataSource) || bean instanceof ScopedObject) {
            return bean;
        }
        try {
            return trace(dataSource, beanName);
        } catch (Throwable fault) {
            Faults.shared().record("jdbc.datasource", fault);
            return bean;
        }
    }

    private Object trace(DataSource dataSource, String beanName) {
        // Not left to the first statement: that may run on a thread of the pool for which this thread waits.
        tracer.get();
        Outcome outcome = inPlace.trace(dataSource);
        Object bean = dataSource;
        if (!outcome.traced()) {
            boolean classDemanded = declaredTypes == null || declaredTypes.demandsClass(dataSource, beanName);
            String hindrance = proxies.hindrance(dataSource, classDemanded);
            if (hindrance == null) {
                bean = proxies.proxyOf(dataSource, classDemanded, classLoader);
                outcome = Outcome.traced("around " + dataSource.getClass().getName());
            } else {
                outcome = Outcome.untraced(outcome.detail() + ", and " + hindrance);
            }
        }
        note("jdbc:" + beanName, outcome);
        return bean;
    }

    private void note(String integration, Outcome outcome) {
        report.ifAvailable(present -> {
            if (outcome.traced()) {
                present.active(integration, outcome.detail());
            } else {
                present.inactive(integration, outcome.detail());
            }
        });
    }
}
