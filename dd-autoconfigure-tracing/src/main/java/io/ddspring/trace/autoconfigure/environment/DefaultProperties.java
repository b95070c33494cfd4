/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the library sets where the application does not. */
final class DefaultProperties {
    private static final String CORRELATION_PATTERN = "%correlationId{dd.trace_id(32),dd.span_id(20)}";
    private static final String OWN_LOGGER = "logging.level.io.ddspring";

    /** Settings that others may ask the environment for and that can follow from something else. */
    private static final List<ConfigKey<?>> DERIVED = List.of(
            ServiceKeys.SERVICE,
            ServiceKeys.ENV,
            ServiceKeys.VERSION,
            TracerKeys.ENABLED,
            TracerKeys.SAMPLE_RATE,
            TracerKeys.DEBUG);

    private DefaultProperties() {}

    static Map<String, Object> of(Configuration configuration) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (ConfigKey<?> key : DERIVED) {
            addDerived(key, configuration, properties);
        }
        if (configuration.get(TracerKeys.DEBUG)) {
            properties.put(OWN_LOGGER, "DEBUG");
        }
        if (configuration.get(TracerKeys.ENABLED)) {
            properties.put("spring.reactor.context-propagation", "auto");
            if (configuration.get(TracerKeys.LOGS_INJECTION)) {
                properties.put("logging.expect-correlation-id", "true");
                properties.put("logging.pattern.correlation", CORRELATION_PATTERN);
            }
        }
        return properties;
    }

    private static <T> void addDerived(ConfigKey<T> key, Configuration configuration, Map<String, Object> properties) {
        if (configuration.isSet(key)) {
            properties.put(key.name(), key.type().text(configuration.get(key)));
        }
    }
}
