/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** How the library was installed, as the installer left it in the environment. Immutable; empty texts for what it did not. */
record InstallSignature(String id, String type, String time) {
    private static final String PREFIX = "DD_INSTRUMENTATION_INSTALL_";

    static InstallSignature of(Map<String, String> environment) {
        return new InstallSignature(
                environment.getOrDefault(PREFIX + "ID", ""),
                environment.getOrDefault(PREFIX + "TYPE", ""),
                environment.getOrDefault(PREFIX + "TIME", ""));
    }

    /** Writes the member; nothing when the environment says nothing. */
    void write(JsonGenerator json) throws IOException {
        if (id.isEmpty() && type.isEmpty() && time.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("install_signature");
        writeIfKnown("install_id", id, json);
        writeIfKnown("install_type", type, json);
        writeIfKnown("install_time", time, json);
        json.writeEndObject();
    }

    private static void writeIfKnown(String name, String value, JsonGenerator json) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }
}
