/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.util.function.Consumer;

/** Reads bodies of one version of the protocol. */
@FunctionalInterface
interface TraceDecoder {
    /**
     * Reads a body from its start to its end.
     *
     * @param chunks gets the traces that have spans, one after the other: together they could take many times the memory that
     *     the body takes
     * @return number of traces, those without spans included
     * @throws MalformedPayloadException when it cannot be understood, perhaps after some chunks
     */
    int decode(byte[] body, Consumer<Chunk> chunks) throws MalformedPayloadException;
}
