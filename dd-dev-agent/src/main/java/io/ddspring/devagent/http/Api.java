/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.io.IOException;

/** Answers the console. Thread-safe. */
@FunctionalInterface
public interface Api {
    /**
     * The answer to a request.
     *
     * @throws Request.TooLargeException when its body is too large: it is answered with 413
     * @throws MalformedPayloadException when it cannot be understood: it is answered with 400
     */
    Reply answer(Request request) throws IOException, MalformedPayloadException;
}
