/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.TracerKeys;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.spi.MicrometerIds;
import java.util.Set;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Ids of the active span in the logging context of its thread; off with {@code dd.logs.injection=false}. */
@AutoConfiguration(after = DdTracingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "dd.trace.enabled", matchIfMissing = true)
@Conditional(DdLogCorrelationAutoConfiguration.OnLoggingContext.class)
public final class DdLogCorrelationAutoConfiguration {
    private static final String NAME = "log-correlation";

    /** Needed by nobody else, so it must not wait until somebody asks for it. */
    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean
    LogCorrelation ddLogCorrelation(
            Configuration ddConfiguration,
            LiveConfiguration ddLiveConfiguration,
            Environment environment,
            ObjectProvider<MicrometerIds> ddMicrometerIds,
            ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
        StructuredLogMembers members = StructuredLogMembers.of(environment);
        if (members.occupyOurObject()) {
            ddInstrumentationReport.ifAvailable(present -> present.inactive(
                    NAME, "logging.structured.json.add writes an object dd, and ECS lines can have only one"));
            return LogCorrelation.startSilent();
        }
        LogCorrelationSettings settings = LogCorrelationSettings.from(
                ddConfiguration, members, ddMicrometerIds.stream().findAny().isPresent());
        boolean wanted = ddConfiguration.get(TracerKeys.LOGS_INJECTION);
        ddInstrumentationReport.ifAvailable(present -> tell(present, wanted));
        LogCorrelation correlation = wanted ? LogCorrelation.start(settings) : LogCorrelation.startWaiting(settings);
        ddLiveConfiguration.follow(Set.of(TracerKeys.LOGS_INJECTION), changed -> {
            boolean nowWanted = changed.get(TracerKeys.LOGS_INJECTION);
            correlation.setWriting(nowWanted);
            ddInstrumentationReport.ifAvailable(present -> tell(present, nowWanted));
        });
        return correlation;
    }

    private static void tell(InstrumentationReport report, boolean writing) {
        if (writing) {
            report.active(NAME, "logging context (MDC)");
        } else {
            report.inactive(NAME, TracerKeys.LOGS_INJECTION + " is false");
        }
    }

    /** A logging system without a context ignores what is put there. */
    static final class OnLoggingContext extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return MDC.getMDCAdapter() instanceof NOPMDCAdapter
                    ? ConditionOutcome.noMatch(ConditionMessage.of("the logging system has no logging context"))
                    : ConditionOutcome.match();
        }
    }
}
