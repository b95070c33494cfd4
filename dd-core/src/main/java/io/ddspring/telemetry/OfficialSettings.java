/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the official tracer for Java (observed: 1.68.1) reports settings, where that does not follow from the setting. The
 * backend knows settings by these names.
 */
final class OfficialSettings {
    private static final String HIDDEN = "<hidden>";
    private static final String OTEL = "otel.";

    static final Map<String, String> NAMES = Map.of(
            "dd.logs.injection", "DD_LOGS_INJECTION_ENABLED",
            "dd.tags", "DD_TRACE_TAGS",
            "dd.trace.client-tag-headers", "DD_HTTP_CLIENT_TAG_HEADERS");

    /** The end of a range of statuses is not part of it there. */
    static final Map<String, String> DEFAULTS = Map.of(
            "dd.trace.http.client.error-statuses", "400-500",
            "dd.trace.http.client.path-resource-name-mapping", "",
            "dd.trace.http.server.error-statuses", "500-600",
            "dd.trace.http.server.path-resource-name-mapping", "");

    /** Settings whose default stands for something that applies when nothing is set. */
    static final Set<String> UNSET = Set.of(
            "dd.span-sampling-rules",
            "dd.trace.agent-unix-domain-socket",
            "dd.trace.agent-url",
            "dd.trace.obfuscation-query-string-regexp",
            "dd.trace.resource-renaming.enabled",
            "dd.trace.sample-rate",
            "dd.trace.sampling-rules",
            "dd.trace.tracer-metrics.ignored-resources");

    private OfficialSettings() {}

    static String name(ConfigKey<?> key) {
        String name = NAMES.get(key.name());
        return name == null ? key.environmentVariable() : name;
    }

    /** Whether it is also reported when nobody set it; OpenTelemetry's settings are its own business then. */
    static boolean hasDefault(ConfigKey<?> key) {
        return !key.name().startsWith(OTEL);
    }

    /**
     * The default of {@code key}.
     *
     * @param text what the setting itself says
     * @return null when nothing is set
     */
    static @Nullable String defaultText(ConfigKey<?> key, @Nullable String text) {
        if (text == null || UNSET.contains(key.name())) {
            return null;
        }
        String official = DEFAULTS.get(key.name());
        if (official != null) {
            return official;
        }
        boolean several = key.defaultValue() instanceof List || key.defaultValue() instanceof Map;
        return text.isEmpty() && !several ? null : text(text);
    }

    /** {@code text}, in which secrets are masked already, with the mask that is used in reports. */
    static String text(String text) {
        return text.replace(Secrets.MASK, HIDDEN);
    }

    /**
     * Settings that every tracer reports. Most belong to products that a module may bring, with a setting of its own that
     * is reported instead then; the others are written by the platform that installs a tracer.
     */
    static List<ConfigKey<?>> ofProducts() {
        return List.of(
                text("dd.api-key", ""),
                text("dd.appsec.enabled", "inactive"),
                text("dd.appsec.sca.enabled", ""),
                flag("dd.civisibility.enabled"),
                flag("dd.code-origin-for-spans.enabled"),
                flag("dd.data-streams.enabled"),
                flag("dd.dynamic-instrumentation.enabled"),
                flag("dd.exception-replay.enabled"),
                flag("dd.iast.enabled"),
                flag("dd.inject.force"),
                text("dd.injection.enabled", ""),
                text("dd.instrumentation.source", "manual"),
                flag("dd.llmobs.enabled"),
                flag("dd.profiling.enabled"),
                setting("dd.runtime-metrics.enabled", ConfigType.FLAG, true));
    }

    private static ConfigKey<String> text(String name, String defaultText) {
        return setting(name, ConfigType.TEXT, defaultText);
    }

    private static ConfigKey<Boolean> flag(String name) {
        return setting(name, ConfigType.FLAG, false);
    }

    private static <T> ConfigKey<T> setting(String name, ConfigType<T> type, T defaultValue) {
        return ConfigKey.of(name, type, defaultValue, "");
    }
}
