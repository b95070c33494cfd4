/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of OpenTelemetry that mean the same as one of ours. It is asked only for what is not set explicitly. */
record OtelSource(ConfigSource explicit) implements ConfigSource {
    private static final int MAX_RESOURCE_TAGS = 10;
    private static final String ENV_ATTRIBUTE = "deployment.environment.name";
    private static final String OLDER_ENV_ATTRIBUTE = "deployment.environment";
    private static final String SERVICE_ATTRIBUTE = "service.name";
    private static final String VERSION_ATTRIBUTE = "service.version";
    private static final Set<String> ATTRIBUTES_WITH_A_KEY =
            Set.of(ENV_ATTRIBUTE, OLDER_ENV_ATTRIBUTE, SERVICE_ATTRIBUTE, VERSION_ATTRIBUTE);

    @Override
    public @Nullable ConfigText find(ConfigKey<?> key) {
        return switch (key.name()) {
            case "dd.service" -> {
                ConfigText name = explicit.find(OtelKeys.SERVICE_NAME);
                yield name == null ? attribute(key, SERVICE_ATTRIBUTE) : name;
            }
            case "dd.env" -> {
                ConfigText name = attribute(key, ENV_ATTRIBUTE);
                yield name == null ? attribute(key, OLDER_ENV_ATTRIBUTE) : name;
            }
            case "dd.version" -> attribute(key, VERSION_ATTRIBUTE);
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

    /** An attribute of the resource counts where the tags do not tell {@code key}. */
    private @Nullable ConfigText attribute(ConfigKey<?> key, String name) {
        return TagSource.in(explicit, key) == null ? TagSource.pick(resource(), name) : null;
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
        return tags.isEmpty() ? null : resource.withEntries(tags);
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
        return found.withEntries(attributes);
    }

    private @Nullable ConfigText sampleRate() {
        ConfigText sampler = explicit.find(OtelKeys.TRACES_SAMPLER);
        if (sampler == null) {
            return null;
        }
        String name = sampler.text().trim().toLowerCase(Locale.ROOT);
        return switch (name.startsWith("parentbased_") ? name.substring("parentbased_".length()) : name) {
            case "always_on" -> sampler.withText("1.0");
            case "always_off" -> sampler.withText("0.0");
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
        return found != null && found.text().trim().equalsIgnoreCase(text) ? found.withText(result) : null;
    }
}
