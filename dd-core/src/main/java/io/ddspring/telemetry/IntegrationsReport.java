/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.telemetry.InstrumentationReport.Entry;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The integrations as they are reported: each when it becomes known and whenever its state changes. For one thread. */
final class IntegrationsReport implements TelemetrySource {
    static final String LIST = "integrations";

    private final InstrumentationReport integrations;
    private final Map<String, Boolean> reported = new HashMap<>();

    IntegrationsReport(InstrumentationReport integrations) {
        this.integrations = integrations;
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        List<Map.Entry<String, Entry>> changed = new ArrayList<>();
        for (Map.Entry<String, Entry> integration : integrations.entries().entrySet()) {
            Boolean active = integration.getValue().active();
            if (!active.equals(reported.put(integration.getKey(), active))) {
                changed.add(integration);
            }
        }
        return TelemetryMessage.lists(TelemetryType.INTEGRATIONS, json -> {}, LIST, changed, IntegrationsReport::write);
    }

    /** Writes one integration. */
    static void write(Map.Entry<String, Entry> integration, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", integration.getKey());
        json.writeBooleanField("enabled", integration.getValue().active());
        json.writeEndObject();
    }
}
