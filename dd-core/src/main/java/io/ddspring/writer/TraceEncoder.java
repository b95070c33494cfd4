/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import java.nio.ByteBuffer;
import java.util.List;

/** Collects chunks of spans as the body of a request to the trace intake. Used by one thread. */
interface TraceEncoder {
    /** The format it writes. */
    TraceProtocol protocol();

    /** Whether links and events become fields of spans where the format has such; for the chunks added from now on. */
    default void useNativeLinksAndEvents(boolean useNative) {}

    /**
     * Adds a chunk. After an exception the body is as it was before.
     *
     * @return false when there is no room for it
     */
    boolean add(List<? extends SpanData> chunk);

    int chunks();

    int spans();

    /** The body with the chunks so far. It shares the encoder's memory: valid until the next call that changes it. */
    ByteBuffer body();

    /** Begins a new body. */
    void reset();
}
