/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.autoconfigure;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.Secrets;
import io.ddspring.remoteconfig.PollStatus;
import io.ddspring.remoteconfig.RemoteConfigClient;
import io.ddspring.remoteconfig.RemoteConfigKeys;
import io.ddspring.telemetry.StatusContributor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Section {@code remote-config}: what was asked for, what came, and what it has changed. */
final class RemoteConfigStatus implements StatusContributor {
    private final RemoteConfigClient client;
    private final LiveConfiguration settings;

    /** @param settings what is changed, which also say whether that may be shown */
    RemoteConfigStatus(RemoteConfigClient client, LiveConfiguration settings) {
        this.client = client;
        this.settings = settings;
    }

    @Override
    public String section() {
        return "remote-config";
    }

    @Override
    public Map<String, Object> summary() {
        PollStatus status = client.status();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("configurations", status.configs().size());
        summary.put("last-result", status.lastResult());
        Instant lastPoll = status.lastPoll();
        if (lastPoll != null) {
            summary.put("last-poll", lastPoll.toString());
        }
        if (status.failures() > 0) {
            summary.put("failures-in-a-row", status.failures());
        }
        return summary;
    }

    @Override
    public Map<String, Object> details() {
        PollStatus status = client.status();
        Map<String, Object> details = new LinkedHashMap<>(summary());
        details.put("products", status.products());
        details.put(
                "capabilities",
                status.capabilities().stream().map(Enum::name).sorted().toList());
        details.put("targets-version", status.targetsVersion());
        List<Object> configs = new ArrayList<>();
        for (PollStatus.Config config : status.configs()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("path", config.path().text());
            shown.put("version", config.version());
            shown.put("state", config.applyError().isEmpty() ? "applied" : "error");
            if (!config.applyError().isEmpty()) {
                shown.put("error", config.applyError());
            }
            shown.put("since", config.since().toString());
            configs.add(shown);
        }
        details.put("configs", configs);
        details.put("settings", changedSettings());
        return details;
    }

    /** What remote configuration sets at present, with the configuration that says so. */
    private Map<String, Object> changedSettings() {
        Configuration current = settings.current();
        boolean shown = current.get(RemoteConfigKeys.SHOW_CONTENT);
        Map<String, Object> changed = new LinkedHashMap<>();
        for (ConfigKey<?> key : settings.followedKeys()) {
            ConfigValue<?> value = current.value(key);
            if (value.origin() == ConfigOrigin.REMOTE_CONFIG) {
                String text = shown ? current.shownText(key) : Secrets.MASK;
                changed.put(key.name(), Map.of("value", text, "source", value.location()));
            }
        }
        return changed;
    }
}
