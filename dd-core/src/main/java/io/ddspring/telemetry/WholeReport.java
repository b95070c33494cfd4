/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.ArrayList;
import java.util.List;

/** Writes the messages that tell everything: the one with which reports begin, and those that repeat it now and then. */
final class WholeReport {
    private static final byte[] NOTHING = {'[', ']'};

    private final ConfigurationReport settings;
    private final IntegrationsReport integrations;
    private final DependenciesReport dependencies;
    private final ProductsReport products;
    private final InstallSignature signature;

    WholeReport(
            ConfigurationReport settings,
            IntegrationsReport integrations,
            DependenciesReport dependencies,
            ProductsReport products,
            InstallSignature signature) {
        this.settings = settings;
        this.integrations = integrations;
        this.dependencies = dependencies;
        this.products = products;
        this.signature = signature;
    }

    /** The start, and the settings for which it had no room as changes of settings. */
    List<TelemetryMessage> start() {
        List<byte[]> parts = settings();
        List<TelemetryMessage> messages = new ArrayList<>();
        messages.add(TelemetryMessage.of(TelemetryType.STARTED, json -> {
            products.write(json);
            JsonParts.embed(json, ConfigurationReport.LIST, partOf(parts, 0));
            signature.write(json);
        }));
        for (int i = 1; i < parts.size(); i++) {
            byte[] part = parts.get(i);
            messages.add(TelemetryMessage.of(
                    TelemetryType.CONFIGURATION, json -> JsonParts.embed(json, ConfigurationReport.LIST, part)));
        }
        return messages;
    }

    /** Everything, in one message unless it is very much. */
    List<TelemetryMessage> everything() {
        List<byte[]> settingParts = settings();
        List<byte[]> libraryParts = JsonParts.arrays(dependencies.repeated(), DependenciesReport::write);
        List<byte[]> integrationParts = JsonParts.arrays(integrations.all(), IntegrationsReport.Integration::write);
        int count = Math.max(1, Math.max(settingParts.size(), Math.max(libraryParts.size(), integrationParts.size())));
        List<TelemetryMessage> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int part = i;
            messages.add(TelemetryMessage.of(TelemetryType.EXTENDED_HEARTBEAT, json -> {
                JsonParts.embed(json, ConfigurationReport.LIST, partOf(settingParts, part));
                JsonParts.embed(json, DependenciesReport.LIST, partOf(libraryParts, part));
                JsonParts.embed(json, IntegrationsReport.LIST, partOf(integrationParts, part));
            }));
        }
        return messages;
    }

    private List<byte[]> settings() {
        return JsonParts.arrays(settings.takeAll(), ConfigurationReport.Entry::write);
    }

    private static byte[] partOf(List<byte[]> parts, int index) {
        return index < parts.size() ? parts.get(index) : NOTHING;
    }
}
