/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import java.io.IOException;

/** The limit of the payload is reached. Thrown as part of normal work, hence without a stack trace. */
final class PayloadFullException extends IOException {
    private static final long serialVersionUID = 1L;

    PayloadFullException() {
        super("the payload is full");
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is no state to guard
    public Throwable fillInStackTrace() {
        return this;
    }
}
