/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

/** The limit of the payload is reached. Thrown as part of normal work, hence without a stack trace. */
final class PayloadFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PayloadFullException() {
        super("the payload is full", null, false, false);
    }
}
