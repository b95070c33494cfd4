/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.MessagePackJson;
import io.ddspring.devagent.http.Payload;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonParser;
import io.ddspring.vendor.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Makes JSON or text of the parts of a payload, as far as its limits allow. Used once, by one thread. */
final class BodyReader {
    /** Of all parts of a payload, unpacked; what is larger can be kept but not shown. */
    static final int MAX_SHOWN_BYTES = 4 * 1024 * 1024;

    static final int MAX_TEXT_CHARS = 64 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private int bytesLeft = MAX_SHOWN_BYTES;

    private BodyReader() {}

    /** @throws MalformedPayloadException when a body that says it has parts has none */
    static List<ShownPart> read(Payload payload) throws MalformedPayloadException {
        BodyReader reader = new BodyReader();
        List<ShownPart> shown = new ArrayList<>();
        for (BodyPart part : BodyPart.of(payload)) {
            shown.add(reader.show(part));
        }
        return shown;
    }

    private ShownPart show(BodyPart part) {
        byte[] bytes = part.bytes();
        try {
            String type = part.mediaType();
            boolean packed = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
            if (packed) {
                bytes = unpacked(bytes);
            } else if (type.equals("application/gzip") || type.equals("application/x-gzip")) {
                return new ShownPart(part, null, textOrNull(bytes), "not gzip");
            }
            if (bytes.length > bytesLeft) {
                return new ShownPart(part, null, null, null);
            }
            bytesLeft -= bytes.length;
            return show(part, type, bytes);
        } catch (IOException broken) {
            return new ShownPart(part, null, null, "not gzip: " + broken.getMessage());
        }
    }

    private static ShownPart show(BodyPart part, String type, byte[] bytes) {
        try {
            if (type.endsWith("/json") || type.endsWith("+json")) {
                return new ShownPart(part, json(bytes), null, null);
            }
            if (type.endsWith("/msgpack") || type.endsWith("/x-msgpack")) {
                return new ShownPart(part, new String(MessagePackJson.of(bytes), StandardCharsets.UTF_8), null, null);
            }
        } catch (MalformedPayloadException broken) {
            return new ShownPart(part, null, textOrNull(bytes), broken.getMessage());
        }
        if (bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[')) {
            try {
                return new ShownPart(part, json(bytes), null, null);
            } catch (MalformedPayloadException onlyLooksLikeIt) {
                return new ShownPart(part, null, textOrNull(bytes), null);
            }
        }
        return new ShownPart(part, null, textOrNull(bytes), null);
    }

    /** At most one byte more than there is room for. */
    private byte[] unpacked(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(bytesLeft + 1);
        }
    }

    /** The document as it came. */
    private static String json(byte[] bytes) throws MalformedPayloadException {
        String text = utf8(bytes);
        if (text == null) {
            throw new MalformedPayloadException("not JSON: not UTF-8");
        }
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedPayloadException("not JSON: empty");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new MalformedPayloadException("not JSON: more follows the document");
            }
            return text;
        } catch (JsonProcessingException e) {
            // Its own message goes on with where in the library's terms the text came from.
            throw new MalformedPayloadException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedPayloadException("not JSON", ": ", e);
        }
    }

    /** The beginning of what people can read, or null. */
    private static @Nullable String textOrNull(byte[] bytes) {
        String text = utf8(bytes);
        if (text == null || text.isEmpty() || text.chars().anyMatch(BodyReader::isBinary)) {
            return null;
        }
        return text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) + "…" : text;
    }

    private static boolean isBinary(int character) {
        return character < ' ' && character != '\t' && character != '\r' && character != '\n';
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
