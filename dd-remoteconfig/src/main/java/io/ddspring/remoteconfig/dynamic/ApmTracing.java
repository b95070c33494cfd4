/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.dynamic;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigText;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.remoteconfig.Capability;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.remoteconfig.RemoteConfigProduct;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The product {@code APM_TRACING}: unites the configurations that are for this service and lays them over its settings,
 * all at once. Offers what somebody follows. Used by one thread.
 */
public final class ApmTracing implements RemoteConfigProduct {
    private final String service;
    private final String env;
    private final LiveConfiguration settings;
    private final Map<RemoteConfigPath, TracingConfig> configs = new LinkedHashMap<>();

    /**
     * @param service of this process, as the backend knows it; empty when it is not known
     * @param env of this process, as the backend knows it; may be empty
     * @param settings what is changed
     */
    public ApmTracing(String service, String env, LiveConfiguration settings) {
        this.service = service;
        this.env = env;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "APM_TRACING";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(Capability.APM_TRACING_MULTICONFIG);
        for (DynamicField field : DynamicField.values()) {
            Capability capability = field.capability();
            if (capability != null && settings.followed(field.setting()) != null) {
                capabilities.add(capability);
            }
        }
        return capabilities;
    }

    @Override
    public void apply(RemoteConfig config) throws RemoteConfigException {
        TracingConfig parsed = TracingConfig.parse(config, field -> settings.followed(field.setting()) != null);
        for (Map.Entry<DynamicField, ConfigText> setting : parsed.settings().entrySet()) {
            check(setting.getKey(), setting.getValue());
        }
        configs.put(config.path(), parsed);
    }

    private void check(DynamicField field, ConfigText text) throws RemoteConfigException {
        ConfigKey<?> key = settings.followed(field.setting());
        try {
            if (key != null) {
                key.check(text);
            }
        } catch (IllegalArgumentException notAllowed) {
            throw new RemoteConfigException(field.wireName() + ": " + notAllowed.getMessage(), notAllowed);
        }
    }

    @Override
    public void remove(RemoteConfigPath path) {
        configs.remove(path);
    }

    @Override
    public void commit() {
        Map<ConfigKey<?>, ConfigText> overrides = new HashMap<>();
        TracingConfig.merge(configs.values(), service, env).forEach((field, text) -> {
            ConfigKey<?> key = settings.followed(field.setting());
            if (key != null) {
                overrides.put(key, text);
            }
        });
        settings.override(overrides);
    }
}
