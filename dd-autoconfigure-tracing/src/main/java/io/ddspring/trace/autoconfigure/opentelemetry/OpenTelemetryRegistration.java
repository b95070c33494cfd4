/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.opentelemetry;

import io.ddspring.metrics.Fatal;
import io.ddspring.metrics.Faults;
import io.ddspring.propagation.Propagator;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.opentelemetry.OpenTelemetryBridge;
import io.ddspring.trace.opentelemetry.OpenTelemetryBridge.Global;
import io.ddspring.trace.opentelemetry.TracingEngine;
import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Starts the bridge before any bean of the application can use OpenTelemetry, and ends it after all of them. The tracer
 * is not created before the first span.
 */
final class OpenTelemetryRegistration implements BeanFactoryPostProcessor, SmartInitializingSingleton, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTelemetryRegistration.class);
    private static final String NAME = "opentelemetry";

    private final ObjectProvider<Tracer> tracer;
    private final ObjectProvider<Propagator> propagator;
    private final ObjectProvider<InstrumentationReport> report;
    private volatile @Nullable TracingEngine engine;
    private volatile @Nullable OpenTelemetryBridge bridge;

    OpenTelemetryRegistration(
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator,
            ObjectProvider<InstrumentationReport> report) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.report = report;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        if (beanFactory.containsBeanDefinition(OpenTelemetryNames.BEAN)) {
            bridge = OpenTelemetryBridge.start(this::engine);
        }
    }

    /** Entry point of the API. */
    OpenTelemetry openTelemetry() {
        return bridge == null ? OpenTelemetry.noop() : bridge.openTelemetry();
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            tellWhatIsBridged();
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            Faults.shared().record(NAME, failure);
        }
    }

    private void tellWhatIsBridged() {
        if (bridge == null || bridge.global() == Global.APPLICATION) {
            String reason = "the application has an OpenTelemetry of its own";
            LOG.info("dd.trace.otel.enabled has no effect: {}", reason);
            report.ifAvailable(present -> present.inactive(NAME, reason));
            return;
        }
        if (bridge.global() == Global.NOBODY) {
            LOG.warn("GlobalOpenTelemetry was used before the application started and stays without effect; "
                    + "the bean of type OpenTelemetry is traced");
        }
        if (!bridge.sharesContext()) {
            LOG.warn("OpenTelemetry was used before the application started, so its context is not shared with ours; "
                    + "Span.current() does not know spans that the OpenTelemetry API did not make");
        }
        report.ifAvailable(present -> present.active(NAME, "OpenTelemetry API"));
    }

    private TracingEngine engine() {
        TracingEngine present = engine;
        if (present != null) {
            return present;
        }
        try {
            TracingEngine created = new TracingEngine(tracer.getObject(), propagator.getObject());
            engine = created;
            return created;
        } catch (Throwable failure) {
            // For example because a span is started while the tracer is being created.
            Fatal.rethrowIfFatal(failure);
            Faults.shared().record(NAME, failure);
            return TracingEngine.NONE;
        }
    }

    @Override
    public void destroy() {
        if (bridge != null) {
            bridge.close();
        }
    }
}
