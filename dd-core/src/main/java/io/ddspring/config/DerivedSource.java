/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that follow from other settings: service, env and version may be given among the tags, and several settings
 * of OpenTelemetry mean the same as one of ours. It is asked only for what is not set explicitly.
 */
final class DerivedSource implements ConfigSource {
    private static final int MAX_RESOURCE_TAGS = 10;
    private static final String ENV_ATTRIBUTE = "deployment.environment.name";
    private static final String OLDER_ENV_ATTRIBUTE = "deployment.environment";
    private static final String SERVICE_ATTRIBUTE = "service.name";
    private static final String VERSION_ATTRIBUTE = "service.version";
    private static final Set<String> ATTRIBUTES_WITH_A_KEY =
            Set.of(ENV_ATTRIBUTE, OLDER_ENV_ATTRIBUTE, SERVICE_ATTRIBUTE, VERSION_ATTRIBUTE);

    private final ConfigSource explicit;
    private final @Nullable ConfigText calculatedService;

    DerivedSource(ConfigSource explicit, @Nullable ConfigText calculatedService) {
        this.explicit = explicit;
        this.calculatedService = calculatedService;
    }

    @Override
    public @Nullable ConfigText find(ConfigKey<?> key) {
        return switch (key.name()) {
            case "dd.service" ->
                first(
                        explicit.find(OtelKeys.SERVICE_NAME),
                        tag("service"),
                        attribute(SERVICE_ATTRIBUTE),
                        calculatedService);
            case "dd.env" -> first(tag("env"), attribute(ENV_ATTRIBUTE), attribute(OLDER_ENV_ATTRIBUTE));
            case "dd.version" -> first(tag("version"), attribute(VERSION_ATTRIBUTE));
            case "dd.tags" -> tagsOfResource();
            case "dd.trace.enabled" -> whenEqual(OtelKeys.TRACES_EXPORTER, "none", "false");
            case "dd.trace.sample-rate" -> sampleRate();
            case "dd.trace.debug" -> whenEqual(OtelKeys.LOG_LEVEL, "debug", "true");
            case "dd.trace.propagation-style" -> propagators();
            case "dd.trace.otel.enabled" -> whenEqual(OtelKeys.SDK_DISABLED, "true", "false");
            case "dd.runtime-metrics.enabled" -> whenEqual(OtelKeys.METRICS_EXPORTER, "none", "false");
            default -> null;
        };
    }

    private @Nullable ConfigText tag(String name) {
        return pick(explicit.find(ServiceKeys.TAGS), name);
    }

    private @Nullable ConfigText attribute(String name) {
        return pick(resource(), name);
    }

    private @Nullable ConfigText tagsOfResource() {
        ConfigText resource = explicit.find(ServiceKeys.TAGS) == null ? resource() : null;
        if (resource == null) {
            return null;
        }
        Map<String, String> tags = new LinkedHashMap<>();
        resource.entries().forEach((name, value) -> {
            if (tags.size() < MAX_RESOURCE_TAGS && !ATTRIBUTES_WITH_A_KEY.contains(name)) {
                tags.put(name, value);
            }
        });
        return tags.isEmpty() ? null : ConfigText.ofEntries(tags, resource.origin(), resource.location());
    }

    private @Nullable ConfigText resource() {
        ConfigText found = explicit.find(OtelKeys.RESOURCE_ATTRIBUTES);
        if (found == null) {
            return null;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String pair : found.text().split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                attributes.put(
                        pair.substring(0, equals).trim(),
                        pair.substring(equals + 1).trim());
            }
        }
        return ConfigText.ofEntries(attributes, found.origin(), found.location());
    }

    private @Nullable ConfigText sampleRate() {
        ConfigText sampler = explicit.find(OtelKeys.TRACES_SAMPLER);
        if (sampler == null) {
            return null;
        }
        String name = sampler.text().trim().toLowerCase(Locale.ROOT);
        return switch (name.startsWith("parentbased_") ? name.substring("parentbased_".length()) : name) {
            case "always_on" -> of("1.0", sampler);
            case "always_off" -> of("0.0", sampler);
            case "traceidratio" -> explicit.find(OtelKeys.TRACES_SAMPLER_ARG);
            default -> null;
        };
    }

    /** A style for one direction is the user's own choice of styles already. */
    private @Nullable ConfigText propagators() {
        boolean chosen = explicit.find(PropagationKeys.STYLE_EXTRACT) != null
                || explicit.find(PropagationKeys.STYLE_INJECT) != null;
        return chosen ? null : explicit.find(OtelKeys.PROPAGATORS);
    }

    private @Nullable ConfigText whenEqual(ConfigKey<String> key, String text, String result) {
        ConfigText found = explicit.find(key);
        return found != null && found.text().trim().equalsIgnoreCase(text) ? of(result, found) : null;
    }

    private static @Nullable ConfigText pick(@Nullable ConfigText pairs, String name) {
        String text = pairs == null ? null : ConfigType.pairs(pairs).get(name);
        return pairs == null || text == null || text.isEmpty() ? null : of(text, pairs);
    }

    private static ConfigText of(String text, ConfigText cause) {
        return new ConfigText(text, cause.origin(), cause.location());
    }

    private static @Nullable ConfigText first(@Nullable ConfigText... candidates) {
        for (ConfigText candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}
