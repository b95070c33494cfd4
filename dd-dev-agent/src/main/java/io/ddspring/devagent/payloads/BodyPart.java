/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Multipart;
import io.ddspring.devagent.http.Payload;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of a body, or a whole one that has none.
 *
 * @param name empty for a whole body, as are the others when they were not told
 */
@SuppressWarnings("ArrayRecordComponent") // Parts are never compared.
record BodyPart(String name, String fileName, String contentType, byte[] bytes) {
    /**
     * The parts of what a client sent.
     *
     * @throws MalformedPayloadException when it says that it has some and has not
     */
    static List<BodyPart> of(Payload payload) throws MalformedPayloadException {
        String contentType = payload.header("Content-Type");
        if (!Multipart.isForm(contentType)) {
            return List.of(new BodyPart("", "", orEmpty(contentType), payload.body()));
        }
        return Multipart.parse(payload).stream()
                .map(part ->
                        new BodyPart(part.name(), orEmpty(part.fileName()), orEmpty(part.contentType()), part.body()))
                .toList();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The type without parameters, in lower case. */
    String mediaType() {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
