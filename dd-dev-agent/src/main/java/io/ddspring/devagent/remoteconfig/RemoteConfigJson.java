/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** JSON of {@code /api/remote-config}. */
final class RemoteConfigJson {
    /** Clients ask every few seconds; one that has not asked for this long is gone. */
    private static final Duration GONE_AFTER = Duration.ofMinutes(1);

    private RemoteConfigJson() {}

    static byte[] write(List<Client.Seen> clients, List<OfferedConfig> configs, Instant now) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("clients");
            for (Client.Seen client : clients) {
                out.writeStartObject();
                writeClient(out, client);
                out.writeBooleanField("gone", client.time().plus(GONE_AFTER).isBefore(now));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("configs");
            for (OfferedConfig config : configs) {
                out.writeStartObject();
                out.writeStringField("path", config.path().toString());
                out.writeStringField("product", config.path().product());
                out.writeStringField("id", config.path().id());
                out.writeNumberField("version", config.version());
                out.writeFieldName("content");
                out.writeRawValue(config.json());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void writeClient(JsonGenerator out, Client.Seen client) throws IOException {
        out.writeStringField("id", client.id());
        out.writeStringField("runtimeId", client.runtimeId());
        out.writeStringField("service", client.service());
        out.writeStringField("env", client.env());
        out.writeStringField("version", client.version());
        writeTexts(out, "products", client.products());
        writeTexts(out, "capabilities", client.capabilities());
        out.writeNumberField("lastPollMillis", client.time().toEpochMilli());
        out.writeNumberField("targetsVersion", client.targetsVersion());
        out.writeStringField("error", client.error());
        out.writeArrayFieldStart("states");
        for (Poll.State state : client.states()) {
            out.writeStartObject();
            out.writeStringField("id", state.id());
            out.writeStringField("product", state.product());
            out.writeNumberField("version", state.version());
            out.writeStringField("state", state.word());
            out.writeStringField("error", state.error());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeTexts(JsonGenerator out, String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }
}
