/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.StreamReadConstraints;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file of a recording: a JSON object with payloads, their bodies in Base64. */
final class RecordingJson {
    private static final int VERSION = 1;
    // A body may be of any length that was taken before.
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private RecordingJson() {}

    static byte[] write(List<Payload> payloads) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeNumberField("version", VERSION);
            out.writeArrayFieldStart("payloads");
            for (Payload payload : payloads) {
                out.writeStartObject();
                out.writeStringField("time", payload.time().toString());
                out.writeStringField("method", payload.method());
                out.writeStringField("path", payload.path());
                out.writeStringField("query", payload.query());
                out.writeObjectFieldStart("headers");
                for (Map.Entry<String, String> header : payload.headers().entrySet()) {
                    out.writeStringField(header.getKey(), header.getValue());
                }
                out.writeEndObject();
                out.writeBinaryField("body", payload.body());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** @throws MalformedPayloadException when it is no such file */
    static List<Payload> read(byte[] file) throws MalformedPayloadException {
        try {
            JsonNode document = JSON.readTree(file);
            if (document.path("version").asInt() != VERSION) {
                throw new MalformedPayloadException("not a recording of version " + VERSION);
            }
            List<Payload> payloads = new ArrayList<>();
            for (JsonNode node : document.path("payloads")) {
                payloads.add(payload(node));
            }
            return payloads;
        } catch (IOException | DateTimeException e) {
            throw new MalformedPayloadException("recording", ": ", e);
        }
    }

    private static Payload payload(JsonNode node) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : node.path("headers").properties()) {
            headers.put(header.getKey(), header.getValue().asText());
        }
        byte[] body = node.path("body").binaryValue();
        return new Payload(
                Instant.parse(node.path("time").asText()),
                node.path("method").asText(),
                node.path("path").asText(),
                node.path("query").asText(),
                headers,
                body == null ? new byte[0] : body);
    }
}
