/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

/** A request body that an Agent would answer with 400; the message says where and why. */
public final class MalformedPayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedPayloadException(String message) {
        super(message);
    }

    /** Wraps what went wrong at {@code where}; the library has no words for a body that ends too early. */
    public MalformedPayloadException(String where, String separator, Exception cause) {
        super(where + separator + (cause.getMessage() == null ? "the body ends too early" : cause.getMessage()), cause);
    }
}
