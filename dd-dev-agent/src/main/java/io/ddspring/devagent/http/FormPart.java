/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form.
 *
 * @param fileName null when it is no file
 * @param contentType as it was sent; null when it was not
 */
@SuppressWarnings("ArrayRecordComponent") // Fields are never compared.
public record FormPart(
        String name, @Nullable String fileName, @Nullable String contentType, byte[] body) {
    /** The body as a text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
