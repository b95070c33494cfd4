/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.dynamic;

import io.ddspring.agent.TagNormalizer;
import io.ddspring.config.ConfigText;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One configuration of the product {@code APM_TRACING}: settings for some services. Immutable.
 *
 * @param service whom it is for; empty for all
 * @param env where it is for; empty for everywhere
 * @param forCluster whether it is for the services of a cluster
 * @param settings what it sets
 */
record TracingConfig(
        RemoteConfigPath path,
        long version,
        String service,
        String env,
        boolean forCluster,
        Map<DynamicField, ConfigText> settings) {
    /** The most specific first; of several that are as specific the newest, and then by path. */
    private static final Comparator<TracingConfig> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    TracingConfig::specificity)
            .thenComparingLong(TracingConfig::version)
            .reversed()
            .thenComparing(config -> config.path().text());

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANY = "*";

    TracingConfig {
        settings = Collections.unmodifiableMap(settings);
    }

    /**
     * Reads a configuration.
     *
     * @param needed fields that have an effect here: others that make no sense are left out
     * @throws RemoteConfigException when it is no JSON object, or a needed field is not what it must be
     */
    static TracingConfig parse(RemoteConfig config, Predicate<DynamicField> needed) throws RemoteConfigException {
        JsonNode document;
        try {
            document = JSON.readTree(config.content());
        } catch (JsonProcessingException broken) {
            throw new RemoteConfigException("not JSON: " + broken.getOriginalMessage(), broken);
        } catch (IOException unreadable) {
            throw new RemoteConfigException("not readable: " + unreadable.getMessage(), unreadable);
        }
        if (!document.isObject()) {
            throw new RemoteConfigException("not a JSON object");
        }
        JsonNode target = document.path("service_target");
        return new TracingConfig(
                config.path(),
                config.version(),
                specific(target.path("service")),
                specific(target.path("env")),
                document.path("k8s_target_v2").isObject(),
                settings(document.path("lib_config"), config.path().text(), needed));
    }

    private static Map<DynamicField, ConfigText> settings(JsonNode fields, String place, Predicate<DynamicField> needed)
            throws RemoteConfigException {
        Map<DynamicField, ConfigText> settings = new EnumMap<>(DynamicField.class);
        for (DynamicField field : DynamicField.values()) {
            JsonNode value = fields.path(field.wireName());
            if (!value.isMissingNode() && !value.isNull()) {
                try {
                    settings.put(field, field.text(value, place));
                } catch (RemoteConfigException senseless) {
                    if (needed.test(field)) {
                        throw senseless;
                    }
                }
            }
        }
        return settings;
    }

    /** In the form in which the backend knows services and environments. */
    private static String specific(JsonNode name) {
        String text = name.asText("");
        return text.equals(ANY) ? "" : TagNormalizer.tagValue(text);
    }

    /** What {@code configs} together set for that service in that environment: of each field what is most specific. */
    static Map<DynamicField, ConfigText> merge(Collection<TracingConfig> configs, String service, String env) {
        List<TracingConfig> mostSpecificFirst = configs.stream()
                .filter(config -> config.isFor(service, env))
                .sorted(MOST_SPECIFIC_FIRST)
                .toList();
        Map<DynamicField, ConfigText> merged = new EnumMap<>(DynamicField.class);
        for (TracingConfig config : mostSpecificFirst) {
            config.settings.forEach(merged::putIfAbsent);
        }
        return merged;
    }

    private int specificity() {
        if (!service.isEmpty()) {
            return env.isEmpty() ? 4 : 5;
        }
        if (!env.isEmpty()) {
            return 3;
        }
        return forCluster ? 2 : 1;
    }

    private boolean isFor(String ownService, String ownEnv) {
        return fits(service, ownService) && fits(env, ownEnv);
    }

    private static boolean fits(String wanted, String own) {
        return wanted.isEmpty() || own.isEmpty() || wanted.equalsIgnoreCase(own);
    }
}
