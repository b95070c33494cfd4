/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.autoconfigure;

import io.ddspring.remoteconfig.RemoteConfigClient;
import io.ddspring.telemetry.StatusAction;
import java.util.Map;

/** Has the Agent asked for configurations at once. */
final class PollNow implements StatusAction {
    private final RemoteConfigClient client;

    PollNow(RemoteConfigClient client) {
        this.client = client;
    }

    @Override
    public String path() {
        return "remote-config/refresh";
    }

    @Override
    public String description() {
        return "asks the Agent for configurations at once";
    }

    @Override
    public Map<String, Object> run() {
        client.pollNow();
        return Map.of("asked", client.isRunning());
    }
}
