/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.remoteconfig.Capability;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.remoteconfig.RemoteConfigProduct;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The product {@code AGENT_CONFIG}: collects the library's log lines while a configuration asks for a log level. Which
 * level does not matter, as nobody but the reader of the flare sees the lines: they are collected from {@code DEBUG} on.
 * Configurations without a level, such as the one that lists the others, are for Agents. Used by one thread.
 */
public final class FlarePreparation implements RemoteConfigProduct {
    private static final Set<String> LEVELS =
            Set.of("trace", "debug", "info", "warn", "warning", "error", "critical", "off");

    private final Supplier<TracerFlare> flare;
    private final Set<RemoteConfigPath> asking = new HashSet<>();
    private boolean askedAnew;
    private boolean prepared;

    /** @param flare asked for when a configuration first wants a log level, and not before */
    public FlarePreparation(Supplier<TracerFlare> flare) {
        this.flare = flare;
    }

    @Override
    public String name() {
        return "AGENT_CONFIG";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public void apply(RemoteConfig config) throws RemoteConfigException {
        if (asksForLines(config.content())) {
            asking.add(config.path());
            askedAnew = true;
        } else {
            asking.remove(config.path());
        }
    }

    @Override
    public void remove(RemoteConfigPath path) {
        asking.remove(path);
    }

    @Override
    public void commit() {
        boolean wanted = askedAnew;
        askedAnew = false;
        if (asking.isEmpty()) {
            if (prepared) {
                prepared = false;
                flare.get().cleanUp();
            }
        } else if (wanted) {
            prepared = true;
            flare.get().prepare();
        }
    }

    private static boolean asksForLines(byte[] content) throws RemoteConfigException {
        JsonNode level = FlareJson.object(content).path("config").path("log_level");
        if (level.isMissingNode() || level.isNull()) {
            return false;
        }
        String text = level.asText().toLowerCase(Locale.ROOT);
        if (!level.isTextual() || !LEVELS.contains(text)) {
            throw new RemoteConfigException(
                    "log_level is " + level + ", but must be one of debug, trace, info, warn, error and off");
        }
        return !text.equals("off");
    }
}
