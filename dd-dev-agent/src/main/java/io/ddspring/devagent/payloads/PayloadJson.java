/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** JSON of {@code /api/payloads}. */
final class PayloadJson {
    private PayloadJson() {}

    /** @param kinds how many are kept of each kind */
    static byte[] list(List<StoredPayload> payloads, Map<String, Integer> kinds) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("payloads");
            for (StoredPayload payload : payloads) {
                out.writeStartObject();
                writeFields(out, payload);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeObjectFieldStart("kinds");
            for (Map.Entry<String, Integer> kind : kinds.entrySet()) {
                out.writeNumberField(kind.getKey(), kind.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    static byte[] one(StoredPayload payload) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            writeFields(out, payload);
            out.writeStringField("query", payload.payload().query());
            out.writeArrayFieldStart("parts");
            for (ShownPart part : parts(payload.payload())) {
                writePart(out, part);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** Without the parts of a body that has none, which was told as a problem when it came. */
    private static List<ShownPart> parts(Payload payload) {
        try {
            return BodyReader.read(payload);
        } catch (MalformedPayloadException broken) {
            return List.of();
        }
    }

    private static void writeFields(JsonGenerator out, StoredPayload stored) throws IOException {
        Payload payload = stored.payload();
        String contentType = payload.header("Content-Type");
        out.writeNumberField("number", stored.number());
        out.writeNumberField("timeMillis", payload.time().toEpochMilli());
        out.writeStringField("kind", stored.kind());
        out.writeStringField("method", payload.method());
        out.writeStringField("path", payload.path());
        out.writeNumberField("bytes", payload.body().length);
        out.writeStringField("contentType", contentType == null ? "" : contentType);
        out.writeStringField("summary", stored.summary());
    }

    private static void writePart(JsonGenerator out, ShownPart shown) throws IOException {
        BodyPart part = shown.part();
        out.writeStartObject();
        out.writeStringField("name", part.name());
        out.writeStringField("fileName", part.fileName());
        out.writeStringField("contentType", part.contentType());
        out.writeNumberField("bytes", part.bytes().length);
        if (shown.json() != null) {
            out.writeFieldName("json");
            out.writeRawValue(shown.json());
        }
        if (shown.text() != null) {
            out.writeStringField("text", shown.text());
        }
        out.writeEndObject();
    }
}
