/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.autoconfigure.spi.HttpCallTracing;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.ddspring.trace.micrometer.MutedObservations;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Handlers of the observations that would make a second span for something that has one. They come before Spring Boot's,
 * of which only the first that supports an observation is asked.
 */
@AutoConfiguration(
        after = DdMicrometerAutoConfiguration.class,
        afterName = {
            BootNames.TRACING_3,
            BootNames.TRACING_4,
            "io.ddspring.trace.autoconfigure.client.DdHttpClientAutoConfiguration"
        })
@ConditionalOnClass(name = {"io.micrometer.tracing.Tracer", "io.micrometer.observation.ObservationRegistry"})
@ConditionalOnBean(type = "io.ddspring.trace.micrometer.MicrometerTracer")
public final class DdObservationAutoConfiguration {
    private static final int BEFORE_BOOT = 500;

    @Bean
    @Order(BEFORE_BOOT)
    MutedObservations ddMutedObservations(MicrometerTracer ddMicrometerTracer) {
        return new MutedObservations(ddMicrometerTracer);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.scheduling.support.ScheduledTaskObservationContext")
    static class Scheduling {
        @Bean
        @Order(BEFORE_BOOT)
        ScheduledCallObservations ddScheduledCallObservations(MicrometerTracer ddMicrometerTracer) {
            return new ScheduledCallObservations(ddMicrometerTracer);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.http.server.observation.ServerRequestObservationContext",
                "jakarta.servlet.http.HttpServletRequest"
            })
    static class Servlet {
        @Bean
        @Order(BEFORE_BOOT)
        ServerRequestObservations ddServerRequestObservations(MicrometerTracer ddMicrometerTracer) {
            return new ServerRequestObservations(ddMicrometerTracer);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.http.client.observation.ClientRequestObservationContext")
    @ConditionalOnBean(HttpCallTracing.class)
    static class Client {
        @Bean
        @Order(BEFORE_BOOT)
        ClientRequestObservations ddClientRequestObservations(
                MicrometerTracer ddMicrometerTracer, HttpCallTracing ddHttpCallTracing) {
            return new ClientRequestObservations(ddMicrometerTracer, ddHttpCallTracing);
        }
    }

    /** Spring Boot 4.1 has handlers of its own only in a module of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass({BootNames.TRACING_3, BootNames.TRACING_4})
    static class WithoutBoot {
        @Bean
        RemainingObservations ddRemainingObservations(
                MicrometerTracer ddMicrometerTracer,
                Propagator ddMicrometerPropagator,
                ObjectProvider<TracingObservationHandler<?>> others) {
            return new RemainingObservations(
                    others.orderedStream().toList(),
                    List.of(
                            new PropagatingReceiverTracingObservationHandler<>(
                                    ddMicrometerTracer, ddMicrometerPropagator),
                            new PropagatingSenderTracingObservationHandler<>(
                                    ddMicrometerTracer, ddMicrometerPropagator),
                            new DefaultTracingObservationHandler(ddMicrometerTracer)));
        }
    }
}
