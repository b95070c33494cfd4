/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import io.ddspring.vendor.jackson.core.JsonGenerator;
import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Shows a MessagePack document as JSON: bytes become hexadecimal digits, keys of maps become texts. */
public final class MessagePackJson {
    private static final int MAX_DEPTH = 64;

    private final JsonGenerator out;
    private final MessageUnpacker in;
    private final int length;

    private MessagePackJson(JsonGenerator out, MessageUnpacker in, int length) {
        this.out = out;
        this.in = in;
        this.length = length;
    }

    /** Writes a document, the content of a structured tag; what cannot be read becomes a text. */
    public static void write(JsonGenerator out, byte[] document) throws IOException {
        byte[] json;
        try {
            json = of(document);
        } catch (MalformedPayloadException broken) {
            out.writeString("not MessagePack: " + HexFormat.of().formatHex(document, 0, Math.min(document.length, 64)));
            return;
        }
        out.writeRawValue(new String(json, StandardCharsets.UTF_8));
    }

    /**
     * The JSON of a document.
     *
     * @throws MalformedPayloadException when it is no MessagePack, or goes on after its end
     */
    public static byte[] of(byte[] document) throws MalformedPayloadException {
        // Read to the end before anything is handed out: a broken document must not leave half an object behind.
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(document)) {
            byte[] json = JsonBytes.of(out -> new MessagePackJson(out, in, document.length).value(0));
            if (in.hasNext()) {
                throw new MalformedPayloadException("not MessagePack: more bytes follow the document");
            }
            return json;
        } catch (IOException | RuntimeException e) {
            throw new MalformedPayloadException("not MessagePack", ": ", e);
        }
    }

    private void value(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            in.skipValue();
            out.writeString("…");
            return;
        }
        switch (in.getNextFormat().getValueType()) {
            case NIL -> {
                in.unpackNil();
                out.writeNull();
            }
            case BOOLEAN -> out.writeBoolean(in.unpackBoolean());
            case INTEGER -> out.writeNumber(in.unpackBigInteger());
            case FLOAT -> out.writeNumber(in.unpackDouble());
            case STRING -> out.writeString(in.unpackString());
            case BINARY -> out.writeString(HexFormat.of().formatHex(binary()));
            case ARRAY -> array(depth);
            case MAP -> map(depth);
            case EXTENSION -> {
                in.skipValue();
                out.writeString("extension");
            }
        }
    }

    private byte[] binary() throws IOException {
        int size = in.unpackBinaryHeader();
        if (size > length - in.getTotalReadBytes()) {
            throw new IOException("more bytes are announced than there are");
        }
        return in.readPayload(size);
    }

    private void array(int depth) throws IOException {
        int size = in.unpackArrayHeader();
        out.writeStartArray();
        for (int i = 0; i < size; i++) {
            value(depth + 1);
        }
        out.writeEndArray();
    }

    private void map(int depth) throws IOException {
        int size = in.unpackMapHeader();
        out.writeStartObject();
        for (int i = 0; i < size; i++) {
            out.writeFieldName(key());
            value(depth + 1);
        }
        out.writeEndObject();
    }

    private String key() throws IOException {
        return switch (in.getNextFormat().getValueType()) {
            case INTEGER -> in.unpackBigInteger().toString();
            default -> in.unpackString();
        };
    }
}
