/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.core.StreamReadConstraints;
import io.ddspring.vendor.jackson.databind.DeserializationFeature;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads bodies that are one JSON document in UTF-8. */
public final class JsonBody {
    /** A document of very many tiny values takes a hundred times its size. */
    private static final int MAX_TOKENS = 500_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /**
     * The document of a body.
     *
     * @throws MalformedPayloadException when it is none or something follows it
     */
    public static JsonNode parse(byte[] body) throws MalformedPayloadException {
        JsonNode document;
        try {
            document = JSON.readTree(text(body));
        } catch (CharacterCodingException e) {
            throw new MalformedPayloadException("not UTF-8", ": ", e);
        } catch (JsonProcessingException e) {
            throw new MalformedPayloadException("not JSON: " + e.getOriginalMessage());
        }
        if (document.isMissingNode()) {
            throw new MalformedPayloadException("the body is empty");
        }
        return document;
    }

    /**
     * The document of a body that is to be an object.
     *
     * @throws MalformedPayloadException when it is not
     */
    public static JsonNode object(byte[] body) throws MalformedPayloadException {
        JsonNode document = parse(body);
        if (!document.isObject()) {
            throw new MalformedPayloadException("the body is no JSON object");
        }
        return document;
    }

    private static String text(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }
}
