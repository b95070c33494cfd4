/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.remoteconfig.Capability;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.remoteconfig.RemoteConfigProduct;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** The product {@code AGENT_TASK}: sends a flare when a task says so, once for each task. Used by one thread. */
public final class FlareTasks implements RemoteConfigProduct {
    private static final int REMEMBERED = 256;

    private final Supplier<TracerFlare> flare;
    /** Of the tasks that were taken, the oldest first. */
    private final Set<String> uuids = new LinkedHashSet<>();

    /** @param flare asked for when a task first wants one, and not before */
    public FlareTasks(Supplier<TracerFlare> flare) {
        this.flare = flare;
    }

    @Override
    public String name() {
        return "AGENT_TASK";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public void apply(RemoteConfig config) throws RemoteConfigException {
        FlareTask task = FlareTask.parse(config.content());
        if (task == null || uuids.contains(task.uuid())) {
            return;
        }
        if (!flare.get().send(task)) {
            throw new RemoteConfigException("too many flares are waiting to be sent");
        }
        uuids.add(task.uuid());
        if (uuids.size() > REMEMBERED) {
            uuids.remove(uuids.iterator().next());
        }
    }

    /** A task that is no longer listed has been done. */
    @Override
    public void remove(RemoteConfigPath path) {}
}
