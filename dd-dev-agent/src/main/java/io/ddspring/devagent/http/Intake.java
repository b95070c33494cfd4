/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

/** Takes what clients send to one path. Thread-safe. */
@FunctionalInterface
public interface Intake {
    /**
     * Takes a payload and answers as an Agent would.
     *
     * @throws MalformedPayloadException when it cannot be understood: it is answered with 400 and becomes a problem
     */
    Reply take(Payload payload) throws MalformedPayloadException;

    /** Whether it takes payloads that come with GET too. */
    default boolean takesGet() {
        return false;
    }
}
