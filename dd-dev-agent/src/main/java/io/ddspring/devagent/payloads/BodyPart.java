/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import java.util.List;

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
        HeaderValue contentType = HeaderValue.of(payload.header("Content-Type"));
        if (!contentType.base().equals("multipart/form-data")) {
            return List.of(new BodyPart("", "", contentType.text(), payload.body()));
        }
        String boundary = contentType.parameter("boundary");
        if (boundary == null) {
            throw new MalformedPayloadException("Content-Type has no boundary");
        }
        return new MultipartBody(payload.body(), boundary).parts();
    }
}
