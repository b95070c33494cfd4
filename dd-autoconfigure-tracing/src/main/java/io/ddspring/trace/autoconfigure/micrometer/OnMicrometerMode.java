/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches by {@code dd.trace.micrometer.mode}; a value that is not allowed counts as the default, as everywhere. */
abstract class OnMicrometerMode extends SpringBootCondition {
    private final boolean matches(String mode, Environment environment) {
        return mode.equals(
                environment.getProperty(MicrometerKeys.MODE_NAME, "").trim().toLowerCase(Locale.ROOT));
    }

    abstract boolean matches(Environment environment);

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return new ConditionOutcome(matches(context.getEnvironment()), ConditionMessage.of(MicrometerKeys.MODE_NAME));
    }

    static final class Own extends OnMicrometerMode {
        @Override
        boolean matches(Environment environment) {
            return super.matches("own", environment);
        }
    }

    static final class NotNone extends OnMicrometerMode {
        @Override
        boolean matches(Environment environment) {
            return !super.matches("none", environment);
        }
    }
}
