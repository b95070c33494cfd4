/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.agent.TracerVersion;
import io.ddspring.config.Configuration;
import io.ddspring.config.Secrets;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.StatusContributor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;

/** Puts together what contributors tell. What looks like a secret is masked, whoever tells it. */
final class StatusPage {
    private final Configuration configuration;
    private final Supplier<Stream<StatusContributor>> contributors;

    /** @param contributors asked whenever somebody looks; of two with the same section the first is shown */
    StatusPage(Configuration configuration, Supplier<Stream<StatusContributor>> contributors) {
        this.configuration = configuration;
        this.contributors = contributors;
    }

    Map<String, Object> summary() {
        TracerSettings settings = TracerSettings.from(configuration);
        Map<String, Object> tracer = new LinkedHashMap<>();
        tracer.put("version", TracerVersion.current());
        tracer.put("enabled", configuration.get(TracerKeys.ENABLED));
        tracer.put("spring-boot", String.valueOf(SpringBootVersion.getVersion()));
        tracer.put("java", System.getProperty("java.version", ""));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("tracer", tracer);
        summary.put("service", settings.service());
        summary.put("env", settings.env());
        summary.put("version", settings.version());
        contributors
                .get()
                .forEach(contributor ->
                        summary.putIfAbsent(contributor.section(), told(contributor, contributor::summary)));
        return summary;
    }

    /** Null when nobody tells about {@code section}. */
    @Nullable
    Map<String, Object> section(String section, boolean showSettings) {
        return contributors
                .get()
                .filter(contributor -> contributor.section().equals(section))
                .findFirst()
                .map(contributor -> told(
                        contributor,
                        () -> contributor instanceof ConfigStatus settings
                                ? settings.details(showSettings)
                                : contributor.details()))
                .orElse(null);
    }

    private static Map<String, Object> told(StatusContributor contributor, Supplier<Map<String, Object>> facts) {
        try {
            return masked(facts.get());
        } catch (Throwable failure) {
            Faults.shared().record("status." + contributor.section(), failure);
            return Map.of("error", failure.getClass().getName());
        }
    }

    /** A copy without what looks like a secret. */
    static Map<String, Object> masked(Map<?, ?> facts) {
        Map<String, Object> masked = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (value != null) {
                masked.put(String.valueOf(name), masked(String.valueOf(name), value));
            }
        });
        return masked;
    }

    private static Object masked(String name, Object value) {
        if (value instanceof Map<?, ?> facts) {
            return masked(facts);
        }
        if (value instanceof Collection<?> items) {
            List<Object> masked = new ArrayList<>();
            items.forEach(item -> masked.add(masked(name, item)));
            return masked;
        }
        return value instanceof Number || value instanceof Boolean ? value : Secrets.mask(name, String.valueOf(value));
    }
}
