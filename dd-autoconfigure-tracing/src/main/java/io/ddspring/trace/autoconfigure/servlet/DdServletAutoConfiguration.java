/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.agent.ProcessTags;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.event.EventHub;
import io.ddspring.propagation.Propagator;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.http.HttpServerConvention;
import io.ddspring.trace.http.HttpServerKeys;
import io.ddspring.trace.http.HttpServerSettings;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * Traces the requests of a servlet application: one span per request, one per Spring MVC handler. Off with
 * {@code dd.trace.servlet.enabled=false}; handler spans alone with {@code dd.trace.spring-web.enabled=false}.
 */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
@ConditionalOnClass(name = {"jakarta.servlet.Filter", "org.springframework.web.filter.GenericFilterBean"})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(
        name = {
            "dd.trace.enabled",
            "dd.integrations.enabled",
            "dd.trace.servlet.enabled",
            "dd.trace.integration.servlet.enabled"
        },
        matchIfMissing = true)
@ConditionalOnBean({Tracer.class, Propagator.class})
public final class DdServletAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    HttpServerConvention ddHttpServerConvention(
            Tracer ddTracer,
            Propagator ddPropagator,
            Configuration ddConfiguration,
            LiveConfiguration ddLiveConfiguration) {
        HttpServerConvention convention =
                new HttpServerConvention(ddTracer, ddPropagator, HttpServerSettings.from(ddConfiguration));
        ddLiveConfiguration.follow(
                Set.of(HttpServerKeys.HEADER_TAGS), changed -> convention.use(HttpServerSettings.from(changed)));
        return convention;
    }

    @Bean
    @ConditionalOnMissingBean(name = "ddTracingFilter")
    FilterRegistrationBean<TracingFilter> ddTracingFilter(
            HttpServerConvention ddHttpServerConvention,
            EventHub ddEventHub,
            Environment environment,
            ObjectProvider<RouteFinder> ddRouteFinder,
            ObjectProvider<ActuatorPaths> ddActuatorPaths,
            ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
        ddInstrumentationReport.ifAvailable(present -> present.active("servlet", "filter ddTracingFilter"));
        IgnoredRequests ignored = IgnoredRequests.ofApplication(
                ddHttpServerConvention.settings(),
                environment,
                ddActuatorPaths.getIfAvailable(() -> ActuatorPaths.NONE));
        return registration(new RequestTracing(
                ddHttpServerConvention, ddEventHub, ignored, ddRouteFinder.getIfAvailable(() -> RouteFinder.NONE)));
    }

    @Bean
    RequestEnds ddRequestEnds() {
        return new RequestEnds();
    }

    @Bean
    @ConditionalOnBean(ProcessTags.class)
    ServletListenerRegistrationBean<ServerIdentification> ddServerIdentification(ProcessTags ddProcessTags) {
        return new ServletListenerRegistrationBean<>(new ServerIdentification(ddProcessTags));
    }

    /** The filter, outside of all others, in every dispatch that it has to know of. */
    static FilterRegistrationBean<TracingFilter> registration(RequestTracing tracing) {
        FilterRegistrationBean<TracingFilter> registration = new FilterRegistrationBean<>(new TracingFilter(tracing));
        registration.setName("ddTracingFilter");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        registration.setAsyncSupported(true);
        return registration;
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints")
    static class Actuator {
        @Bean
        ActuatorPaths ddActuatorPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
            return new MappedEndpointPaths(endpoints, environment);
        }
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
    @ConditionalOnBooleanProperty(
            name = {"dd.trace.spring-web.enabled", "dd.trace.integration.spring-web.enabled"},
            matchIfMissing = true)
    static class SpringMvc {
        @Bean
        MappedInterceptor ddHandlerSpanInterceptor(
                Tracer ddTracer, EventHub ddEventHub, ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            ddInstrumentationReport.ifAvailable(
                    present -> present.active("spring-web", "interceptor ddHandlerSpanInterceptor"));
            return new MappedInterceptor(null, new HandlerSpanInterceptor(ddTracer, ddEventHub));
        }

        @Bean
        HandlerFailureRecorder ddHandlerFailureRecorder() {
            return new HandlerFailureRecorder();
        }

        @Bean
        RouteFinder ddRouteFinder(ObjectProvider<DispatcherServlet> dispatchers) {
            return new HandlerMappingRouteFinder(dispatchers);
        }
    }
}
