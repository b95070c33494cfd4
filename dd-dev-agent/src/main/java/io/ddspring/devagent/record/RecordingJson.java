/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Request;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import io.ddspring.vendor.jackson.core.JsonParser;
import io.ddspring.vendor.jackson.core.JsonToken;
import io.ddspring.vendor.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file of a recording: a JSON object with payloads, their bodies in Base64. It is written and read piece by piece, as it
 * can be larger than what there is memory for.
 */
final class RecordingJson {
    private static final int VERSION = 1;
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59Z");
    // A body may be of any length that was taken before.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser in;
    private final long maxBytes;
    private final List<Payload> payloads = new ArrayList<>();
    private long bytes;

    private RecordingJson(JsonParser in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    static void write(JsonGenerator out, List<Payload> payloads) throws IOException {
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
    }

    /**
     * The payloads of a file.
     *
     * @param maxBytes memory that they may take
     * @throws MalformedPayloadException when it is no such file, or they take more
     */
    static List<Payload> read(InputStream file, long maxBytes) throws IOException, MalformedPayloadException {
        try (JsonParser in = JSON.createParser(file)) {
            return new RecordingJson(in, maxBytes).document();
        } catch (Request.TooLargeException tooLarge) {
            throw tooLarge;
        } catch (IOException | DateTimeException e) {
            throw new MalformedPayloadException("recording", ": ", e);
        }
    }

    private List<Payload> document() throws IOException, MalformedPayloadException {
        int version = 0;
        start();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (field.equals("version")) {
                version = in.getValueAsInt();
            } else if (field.equals("payloads") && value == JsonToken.START_ARRAY) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    add(payload());
                }
            } else {
                in.skipChildren();
            }
        }
        if (version != VERSION) {
            throw new MalformedPayloadException("not a recording of version " + VERSION);
        }
        return payloads;
    }

    private void add(Payload payload) throws MalformedPayloadException {
        bytes += payload.keptBytes();
        if (bytes > maxBytes) {
            throw new MalformedPayloadException("the recording is larger than what this agent can keep");
        }
        payloads.add(payload);
    }

    private Payload payload() throws IOException, MalformedPayloadException {
        if (!in.isExpectedStartObjectToken()) {
            throw new MalformedPayloadException("recording: a payload is no object");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] body = new byte[0];
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (field.equals("body") && value == JsonToken.VALUE_STRING) {
                body = in.getBinaryValue();
            } else if (field.equals("headers") && value == JsonToken.START_OBJECT) {
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName().toLowerCase(Locale.ROOT);
                    in.nextToken();
                    headers.put(name, text());
                }
            } else {
                texts.put(field, text());
            }
        }
        return new Payload(
                time(texts.getOrDefault("time", "")),
                texts.getOrDefault("method", ""),
                texts.getOrDefault("path", ""),
                texts.getOrDefault("query", ""),
                headers,
                body);
    }

    /** Empty when the value is no text; it is read to its end. */
    private String text() throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getText();
        }
        in.skipChildren();
        return "";
    }

    private void start() throws IOException, MalformedPayloadException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedPayloadException("the recording is no JSON object");
        }
    }

    /** Times beyond what can be counted in milliseconds could not be shown. */
    private static Instant time(String text) throws MalformedPayloadException {
        Instant time = Instant.parse(text);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST_TIME)) {
            throw new MalformedPayloadException("recording: the time " + time + " is not of our days");
        }
        return time;
    }
}
