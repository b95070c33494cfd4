/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.annotation.DeferredResults;
import io.ddspring.trace.annotation.MethodTracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.reactor.ReactorResults;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.util.function.SingletonSupplier;

/** Spans for {@link io.ddspring.trace.Traced} methods of beans; off with {@code dd.trace.trace-annotation.enabled=false}. */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
@ConditionalOnBooleanProperty(
        name = {
            "dd.trace.enabled",
            "dd.integrations.enabled",
            "dd.trace.trace-annotation.enabled",
            "dd.trace.integration.trace-annotation.enabled"
        },
        matchIfMissing = true)
public final class DdTracedAutoConfiguration {
    private static final String POST_PROCESSOR = "ddTracedBeanPostProcessor";

    private static TracedBeanPostProcessor postProcessor(
            List<DeferredResults> deferred,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<InstrumentationReport> report) {
        TracedMethods methods = new TracedMethods(deferred);
        SingletonSupplier<Tracer> tracers = SingletonSupplier.of(() -> tracer.getIfUnique(Tracer::noop));
        return new TracedBeanPostProcessor(methods, new MethodTracer(tracers::obtain), new MissedMethods(report));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "reactor.core.publisher.Flux")
    static class WithReactor {
        @Bean(POST_PROCESSOR)
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnMissingBean(name = POST_PROCESSOR, search = SearchStrategy.CURRENT)
        static TracedBeanPostProcessor ddTracedBeanPostProcessor(
                ObjectProvider<Tracer> ddTracer, ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return postProcessor(
                    List.of(new ReactorResults(), new AdaptedResults()), ddTracer, ddInstrumentationReport);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("reactor.core.publisher.Flux")
    static class WithoutReactor {
        @Bean(POST_PROCESSOR)
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnMissingBean(name = POST_PROCESSOR, search = SearchStrategy.CURRENT)
        static TracedBeanPostProcessor ddTracedBeanPostProcessor(
                ObjectProvider<Tracer> ddTracer, ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return postProcessor(List.of(), ddTracer, ddInstrumentationReport);
        }
    }
}
