/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.CorrelationIds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;
import org.springframework.core.env.Environment;

/**
 * Adds service, environment and version to structured log lines, whether a span is active or not. A line that has them
 * from its logging context, or by the application's own settings, stays as it is: a JSON writer refuses a name that is
 * there already. Made by the logging system before there is an application context.
 */
final class StructuredLogIdentity implements StructuredLoggingJsonMembersCustomizer<Object> {
    private static final String JSON = "logging.structured.json.";

    private final Map<String, String> identity;
    private final boolean contextHasOwnNames;

    StructuredLogIdentity(Environment environment) {
        this.identity = isOn(environment, "dd.trace.enabled") && isOn(environment, "dd.logs.injection")
                ? CorrelationIds.identity(
                        text(environment, CorrelationIds.SERVICE),
                        text(environment, CorrelationIds.ENV),
                        text(environment, CorrelationIds.VERSION))
                : new LinkedHashMap<>();
        this.identity.keySet().removeAll(StructuredLogMembers.of(environment).added());
        this.contextHasOwnNames = !isOn(environment, JSON + "context.include")
                || !text(environment, JSON + "context.prefix").isEmpty();
    }

    @Override
    public void customize(JsonWriter.Members<Object> members) {
        if (identity.isEmpty()) {
            return;
        }
        try {
            // Spring Boot 3 and 4 have few methods of the members in common; this is one.
            members.add().usingPairs(this::write);
        } catch (RuntimeException | LinkageError failure) {
            Faults.shared().record("logging.structured", failure);
        }
    }

    private void write(Object event, BiConsumer<String, String> pairs) {
        identity.forEach((name, value) -> {
            if (!isInContext(event, name)) {
                pairs.accept(name, value);
            }
        });
    }

    private boolean isInContext(@Nullable Object event, String name) {
        return !contextHasOwnNames && event != null && LoggedContexts.contains(event, name);
    }

    private static boolean isOn(Environment environment, String name) {
        try {
            return environment.getProperty(name, Boolean.class, true);
        } catch (RuntimeException notAFlag) {
            // Whoever owns the setting reports that it is not valid, and falls back to the default.
            return true;
        }
    }

    private static String text(Environment environment, String name) {
        try {
            return environment.getProperty(name, "");
        } catch (RuntimeException unresolvable) {
            return "";
        }
    }
}
