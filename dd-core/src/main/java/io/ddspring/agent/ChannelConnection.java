/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A TCP or Unix domain connection. The channel does not block and a selector does the waiting, because that is the only
 * way in the JDK to bound connecting, writing and reading alike.
 */
final class ChannelConnection implements AgentConnection {
    private static final int WRITE_LIMIT_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ExchangeDeadline deadline;
    private volatile boolean closed;

    private ChannelConnection(SocketChannel channel, Selector selector, ExchangeDeadline deadline) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    /** A connection that is to be {@linkplain #connect connected} to {@code address}. */
    static ChannelConnection open(SocketAddress address, ExchangeDeadline deadline) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = unix ? openUnix() : SocketChannel.open();
        Selector selector = null;
        try {
            if (!unix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            selector = Selector.open();
            return new ChannelConnection(channel, selector, deadline);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            if (selector != null) {
                selector.close();
            }
            throw failure;
        }
    }

    private static SocketChannel openUnix() throws IOException {
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (UnsupportedOperationException unsupported) {
            throw new IOException("this system has no Unix domain sockets", unsupported);
        }
    }

    void connect(SocketAddress address) throws IOException {
        boolean connected = channel.connect(address);
        while (!connected) {
            await(SelectionKey.OP_CONNECT, "connecting");
            connected = channel.finishConnect();
        }
    }

    SocketChannel channel() {
        return channel;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            if (writePart(source) == 0) {
                int ready = await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, "writing");
                // An Agent that refuses a request may answer without reading the rest of it.
                if ((ready & SelectionKey.OP_READ) != 0) {
                    return;
                }
            }
        }
    }

    /** Writes all of {@code source}, whatever the other side says meanwhile. */
    void writeFully(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            if (writePart(source) == 0) {
                await(SelectionKey.OP_WRITE, "writing");
            }
        }
    }

    /** The JDK keeps a native buffer as large as the largest write for each thread, hence no large writes. */
    private int writePart(ByteBuffer source) throws IOException {
        int end = source.limit();
        source.limit(Math.min(end, source.position() + WRITE_LIMIT_BYTES));
        try {
            return channel.write(source);
        } finally {
            source.limit(end);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = channel.read(target);
        while (count == 0) {
            await(SelectionKey.OP_READ, "reading");
            count = channel.read(target);
        }
        return count;
    }

    private int await(int operations, String doing) throws IOException {
        try {
            key.interestOps(operations);
            long waitNanos = deadline.nextWaitNanos(doing);
            // Rounded up: a wait of 0 ms would have no end.
            int ready = selector.select(waitNanos / 1_000_000 + 1);
            if (closed) {
                throw new AsynchronousCloseException();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while " + doing);
            }
            if (ready == 0) {
                throw deadline.expired(doing);
            }
            selector.selectedKeys().clear();
            return key.readyOps();
        } catch (ClosedSelectorException | CancelledKeyException closedMeanwhile) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public void close() {
        closed = true;
        try (selector;
                channel) {
            selector.wakeup();
        } catch (IOException alreadyGone) {
            // Nothing is left to be done with a socket that cannot even be closed.
            return;
        }
    }
}
