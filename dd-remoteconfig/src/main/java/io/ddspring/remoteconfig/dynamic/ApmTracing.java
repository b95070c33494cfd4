/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.dynamic;

import io.ddspring.remoteconfig.Capability;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.remoteconfig.RemoteConfigProduct;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The product of dynamic configuration: unites the configurations that are for this service. Used by one thread. */
final class ApmTracing implements RemoteConfigProduct {
    private final String service;
    private final String env;
    private final Supplier<Set<Capability>> capabilities;
    private final Consumer<DynamicSettings> outlet;
    private final Map<RemoteConfigPath, TracingConfig> configs = new LinkedHashMap<>();

    /**
     * @param service of this process; empty when it is not known
     * @param env of this process; may be empty
     * @param capabilities what can be changed at present
     * @param outlet told of every change
     */
    ApmTracing(
            String service, String env, Supplier<Set<Capability>> capabilities, Consumer<DynamicSettings> outlet) {
        this.service = service;
        this.env = env;
        this.capabilities = capabilities;
        this.outlet = outlet;
    }

    @Override
    public String name() {
        return "APM_TRACING";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.of(Capability.APM_TRACING_MULTICONFIG);
        all.addAll(capabilities.get());
        return all;
    }

    @Override
    public void apply(RemoteConfig config) throws RemoteConfigException {
        TracingConfig parsed = TracingConfig.parse(config);
        configs.put(config.path(), parsed);
    }

    @Override
    public void remove(RemoteConfigPath path) {
        configs.remove(path);
    }

    @Override
    public void commit() {
        outlet.accept(DynamicSettings.of(configs.values(), service, env));
    }
}
