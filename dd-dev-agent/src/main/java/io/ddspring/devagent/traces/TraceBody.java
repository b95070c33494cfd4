/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.util.List;

/**
 * What a body of traces holds.
 *
 * @param traceCount number of traces in it, those without spans included
 * @param chunks those with spans
 */
record TraceBody(int traceCount, List<Chunk> chunks) {
    /** Reads a body of one version of the protocol. */
    @FunctionalInterface
    interface Decoder {
        /** @throws MalformedPayloadException when it cannot be understood */
        TraceBody decode(byte[] body) throws MalformedPayloadException;
    }
}
