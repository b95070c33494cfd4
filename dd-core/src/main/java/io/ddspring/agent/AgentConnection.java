/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connected stream of bytes in which every wait is bounded. Used by one thread; any thread may close it. */
interface AgentConnection extends Closeable {
    /**
     * Writes what remains of {@code source}. It may stop early when the other side answers already; then something
     * remains.
     *
     * @throws java.net.SocketTimeoutException when the other side takes nothing for too long
     */
    void write(ByteBuffer source) throws IOException;

    /**
     * Reads some bytes into {@code target}, which has room.
     *
     * @return how many, or -1 at the end of the stream
     * @throws java.net.SocketTimeoutException when nothing comes for too long
     */
    int read(ByteBuffer target) throws IOException;

    /** Drops the connection at once; a thread waiting in it fails. */
    @Override
    void close();
}
