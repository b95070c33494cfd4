/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.config.ConfigCatalogue;
import io.ddspring.config.ConfigEntry;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts once which of OpenTelemetry's settings have no effect: as one of Datadog's is set as well, as their values mean
 * nothing here, or as the library does not know them. For one thread.
 */
final class OtelSettingsReading implements Runnable {
    private static final String TRACERS = "tracers";
    private static final String VARIABLE_PREFIX = "OTEL_";
    private static final String SETTING_PREFIX = "otel.";
    private static final int UNKNOWN_LIMIT = 50;

    /** Which setting each of them stands for. */
    private static final Map<String, String> SAME = new TreeMap<>(Map.of(
            "otel.log.level", "dd.trace.debug",
            "otel.metrics.exporter", "dd.runtime-metrics.enabled",
            "otel.propagators", "dd.trace.propagation-style",
            "otel.resource.attributes", "dd.tags",
            "otel.sdk.disabled", "dd.trace.otel.enabled",
            "otel.service.name", "dd.service",
            "otel.traces.exporter", "dd.trace.enabled",
            "otel.traces.sampler", "dd.trace.sample-rate",
            "otel.traces.sampler.arg", "dd.trace.sample-rate"));

    private final Configuration configuration;
    private final Collection<String> variables;
    private final TelemetryMetrics metrics;
    private final Function<String, @Nullable ConfigKey<?>> keys;
    private boolean done;

    /** @param variables names of the process's environment variables */
    OtelSettingsReading(Configuration configuration, Collection<String> variables, TelemetryMetrics metrics) {
        this(configuration, variables, metrics, OtelSettingsReading::ofCatalogue);
    }

    /**
     * @param variables names of the process's environment variables
     * @param keys gives the setting of a name; null when no module has it
     */
    OtelSettingsReading(
            Configuration configuration,
            Collection<String> variables,
            TelemetryMetrics metrics,
            Function<String, @Nullable ConfigKey<?>> keys) {
        this.keys = keys;
        this.configuration = configuration;
        this.variables = variables;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        if (!done) {
            done = true;
            SAME.forEach(this::count);
            variables.stream()
                    .filter(variable -> variable.startsWith(VARIABLE_PREFIX) && !isKnown(variable))
                    .limit(UNKNOWN_LIMIT)
                    .forEach(variable -> metrics.counter(
                                    TRACERS, "otel.env.unsupported", tag("config_opentelemetry", variable))
                            .increment());
        }
    }

    private static boolean isKnown(String variable) {
        return SAME.keySet().stream()
                .anyMatch(name -> ConfigKey.environmentVariable(name).equals(variable));
    }

    private void count(String otelName, String name) {
        ConfigKey<?> otelKey = keys.apply(otelName);
        ConfigKey<?> key = keys.apply(name);
        List<ConfigEntry> said = otelKey == null ? List.of() : configuration.history(otelKey);
        if (otelKey == null || said.stream().allMatch(entry -> entry.origin() == ConfigOrigin.DEFAULT)) {
            return;
        }
        String otelTag = tag("config_opentelemetry", otelKey.environmentVariable());
        if (said.get(said.size() - 1).origin() == ConfigOrigin.DEFAULT) {
            metrics.counter(TRACERS, "otel.env.invalid", otelTag).increment();
        } else if (key != null && isSetItself(key)) {
            metrics.counter(TRACERS, "otel.env.hiding", otelTag, tag("config_datadog", key.environmentVariable()))
                    .increment();
        }
    }

    /** Whether its value is not the one that one of OpenTelemetry's settings gives it. */
    private boolean isSetItself(ConfigKey<?> key) {
        ConfigValue<?> value = configuration.value(key);
        return value.origin() != ConfigOrigin.DEFAULT
                && value.origin() != ConfigOrigin.CALCULATED
                && !value.location().contains(VARIABLE_PREFIX)
                && !value.location().contains(SETTING_PREFIX);
    }

    private static @Nullable ConfigKey<?> ofCatalogue(String name) {
        return ConfigCatalogue.shared().keysOf(List.of(name)).stream()
                .findFirst()
                .orElse(null);
    }

    private static String tag(String name, String variable) {
        return name + ":" + variable.toLowerCase(Locale.ROOT);
    }
}
