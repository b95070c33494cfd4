/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.dynamic;

import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.node.MissingNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all configurations together say: of each setting what the most specific one says that says anything. Immutable.
 */
final class DynamicSettings {
    static final DynamicSettings NONE = new DynamicSettings(Map.of());

    private final Map<String, Setting> byName;

    /** A value and the configuration that has it. */
    record Setting(JsonNode value, RemoteConfigPath source) {}

    private DynamicSettings(Map<String, Setting> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** What {@code configs} say to that service in that environment. */
    static DynamicSettings of(Collection<TracingConfig> configs, String service, String env) {
        List<TracingConfig> mostSpecificFirst = configs.stream()
                .filter(config -> config.isFor(service, env))
                .sorted(TracingConfig.MOST_SPECIFIC_FIRST)
                .toList();
        Map<String, Setting> merged = new LinkedHashMap<>();
        for (TracingConfig config : mostSpecificFirst) {
            for (Map.Entry<String, JsonNode> field : config.settings().properties()) {
                if (!field.getValue().isNull()) {
                    merged.putIfAbsent(field.getKey(), new Setting(field.getValue(), config.path()));
                }
            }
        }
        return new DynamicSettings(merged);
    }

    /** All settings by the name of their field. */
    Map<String, Setting> all() {
        return byName;
    }

    /** The value of a field; a missing node when nothing is said about it. */
    JsonNode get(String name) {
        Setting setting = byName.get(name);
        return setting == null ? MissingNode.getInstance() : setting.value();
    }
}
