/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import org.jspecify.annotations.Nullable;

/**
 * Service, env and version as the tags tell them, and the service's name when nobody chose one. It is asked only for what
 * is not set otherwise.
 */
record TagSource(ConfigSource explicit, @Nullable ConfigText calculatedService) implements ConfigSource {
    private static final String SERVICE = "dd.service";

    @Override
    public @Nullable ConfigText find(ConfigKey<?> key) {
        ConfigText tag = in(explicit, key);
        return tag == null && key.name().equals(SERVICE) ? calculatedService : tag;
    }

    /** The tag in {@code source} that tells the value of {@code key}, or null. */
    static @Nullable ConfigText in(ConfigSource source, ConfigKey<?> key) {
        return switch (key.name()) {
            case SERVICE -> pick(source.find(ServiceKeys.TAGS), "service");
            case "dd.env" -> pick(source.find(ServiceKeys.TAGS), "env");
            case "dd.version" -> pick(source.find(ServiceKeys.TAGS), "version");
            default -> null;
        };
    }

    /** The value of {@code name} among {@code pairs}, or null. */
    static @Nullable ConfigText pick(@Nullable ConfigText pairs, String name) {
        String text = pairs == null ? null : ConfigType.pairs(pairs).get(name);
        return pairs == null || text == null || text.isEmpty() ? null : pairs.withText(text);
    }
}
