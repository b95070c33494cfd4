/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.telemetry.InstrumentationReport.Entry;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The integrations as they are reported: each when it becomes known and whenever its state changes. Where a name goes on
 * with what of the application it is about, such as a bean, that stays here; an integration then counts as enabled when
 * it is anywhere. For one thread.
 */
final class IntegrationsReport implements TelemetrySource {
    static final String LIST = "integrations";

    /** What annotations did not reach is about the application, not about an integration. */
    private static final String ABOUT_APPLICATION = "@";

    private final InstrumentationReport integrations;
    private final UnaryOperator<String> versions;
    private final Map<String, Boolean> reported = new HashMap<>();

    record Integration(String name, boolean enabled, String version) {
        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeBooleanField("enabled", enabled);
            if (!version.isEmpty()) {
                json.writeStringField("version", version);
            }
            json.writeEndObject();
        }
    }

    /** @param versions gives the version of the library that an integration hooks into; empty when unknown */
    IntegrationsReport(InstrumentationReport integrations, UnaryOperator<String> versions) {
        this.integrations = integrations;
        this.versions = versions;
    }

    /** All that are known. */
    List<Integration> all() {
        Map<String, Boolean> byName = new TreeMap<>();
        for (Map.Entry<String, Entry> entry : integrations.entries().entrySet()) {
            if (!entry.getKey().startsWith(ABOUT_APPLICATION)) {
                String name = entry.getKey().split("[ :]", 2)[0];
                byName.merge(name, entry.getValue().active(), Boolean::logicalOr);
            }
        }
        return byName.entrySet().stream()
                .map(entry -> new Integration(entry.getKey(), entry.getValue(), versions.apply(entry.getKey())))
                .toList();
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        List<Integration> changed = new ArrayList<>();
        for (Integration integration : all()) {
            Boolean enabled = integration.enabled();
            if (!enabled.equals(reported.put(integration.name(), enabled))) {
                changed.add(integration);
            }
        }
        return TelemetryMessage.lists(TelemetryType.INTEGRATIONS, LIST, changed, Integration::write);
    }
}
