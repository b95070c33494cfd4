/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import io.ddspring.config.Configuration;
import io.ddspring.event.EventHub;
import io.ddspring.propagation.Propagator;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.spi.HttpClientTracing;
import io.ddspring.trace.http.HttpClientConvention;
import io.ddspring.trace.http.HttpClientSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Traces the calls of every {@code RestClient} and {@code RestTemplate} that the application gets from Spring. Off with
 * {@code dd.trace.http-client.enabled=false}.
 */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.web.client.RestClient")
@ConditionalOnBooleanProperty(
        name = {
            "dd.trace.enabled",
            "dd.integrations.enabled",
            "dd.trace.http-client.enabled",
            "dd.trace.integration.http-client.enabled"
        },
        matchIfMissing = true)
@ConditionalOnBean({Tracer.class, Propagator.class})
public final class DdHttpClientAutoConfiguration {
    @Bean
    HttpCalls ddHttpCallTracing(
            ObjectProvider<Tracer> ddTracer,
            ObjectProvider<Propagator> ddPropagator,
            ObjectProvider<EventHub> ddEventHub,
            ObjectProvider<Configuration> ddConfiguration) {
        return new HttpCalls(SingletonSupplier.of(() -> new HttpCalls.Parts(
                new HttpClientConvention(ddTracer.getObject(), HttpClientSettings.from(ddConfiguration.getObject())),
                ddPropagator.getObject(),
                ddEventHub.getObject())));
    }

    @Bean
    HttpClientTracing ddHttpClientTracing(HttpCalls ddHttpCallTracing) {
        return new InterceptingClientTracing(ddHttpCallTracing);
    }

    @Bean
    static HttpClientPostProcessor ddHttpClientPostProcessor(
            ObjectProvider<HttpClientTracing> ddHttpClientTracing,
            ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
        return new HttpClientPostProcessor(ddHttpClientTracing, ddInstrumentationReport);
    }
}
