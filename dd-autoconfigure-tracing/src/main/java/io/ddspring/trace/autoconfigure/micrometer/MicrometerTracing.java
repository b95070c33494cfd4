/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.propagation.Propagator;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.spi.MicrometerIds;
import io.ddspring.trace.micrometer.ActiveSpanCustomizer;
import io.ddspring.trace.micrometer.BaggageFields;
import io.ddspring.trace.micrometer.BaggageLogFields;
import io.ddspring.trace.micrometer.BaggageTags;
import io.ddspring.trace.micrometer.MicrometerPropagator;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.ddspring.trace.micrometer.NewSpans;
import io.ddspring.trace.micrometer.ObservationNames;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.annotation.NewSpanParser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Micrometer's tracer and what belongs to it; nothing where another tracer is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(type = "io.micrometer.tracing.Tracer")
class MicrometerTracing {
    @Bean
    BaggageFields ddBaggageFields(Environment environment) {
        return BaggageProperties.read(environment);
    }

    @Bean
    @Conditional(OnTagFields.class)
    BaggageTags ddBaggageTags(BaggageFields ddBaggageFields) {
        return new BaggageTags(ddBaggageFields.tags());
    }

    @Bean
    BaggageLogFields ddBaggageLogFields(BaggageFields ddBaggageFields) {
        return new BaggageLogFields(ddBaggageFields.log());
    }

    @Bean
    static BaggageHeadersPostProcessor ddBaggageHeadersPostProcessor(ObjectProvider<BaggageFields> ddBaggageFields) {
        return new BaggageHeadersPostProcessor(ddBaggageFields);
    }

    @Bean
    MicrometerTracer ddMicrometerTracer(
            Tracer ddTracer,
            BaggageFields ddBaggageFields,
            BaggageLogFields ddBaggageLogFields,
            ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
        ddInstrumentationReport.ifAvailable(present -> present.active("micrometer", "tracer ddMicrometerTracer"));
        return new MicrometerTracer(ddTracer, ddBaggageFields.remote(), ddBaggageLogFields::baggageChanged);
    }

    @Bean
    CurrentTraceContext ddCurrentTraceContext(MicrometerTracer ddMicrometerTracer) {
        return ddMicrometerTracer.currentTraceContext();
    }

    @Bean
    @ConditionalOnMissingBean
    io.micrometer.tracing.propagation.Propagator ddMicrometerPropagator(Tracer ddTracer, Propagator ddPropagator) {
        return new MicrometerPropagator(ddTracer, ddPropagator);
    }

    @Bean
    @ConditionalOnMissingBean
    SpanCustomizer ddSpanCustomizer() {
        return new ActiveSpanCustomizer();
    }

    @Bean
    ObservationNames ddObservationNames() {
        return new ObservationNames();
    }

    @Bean
    @ConditionalOnMissingBean(NewSpanParser.class)
    NewSpans ddNewSpans() {
        return new NewSpans();
    }

    @Bean
    MicrometerIds ddMicrometerIds() {
        return new MicrometerIds();
    }

    /** Whoever looks at finished spans costs something, also when there is nothing to do. */
    static final class OnTagFields extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean any =
                    !BaggageProperties.read(context.getEnvironment()).tags().isEmpty();
            return new ConditionOutcome(any, ConditionMessage.of("tag fields of baggage"));
        }
    }
}
