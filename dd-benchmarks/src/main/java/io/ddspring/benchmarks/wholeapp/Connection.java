/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A kept connection to the application with at most one request under way, always the same one. Not thread-safe. */
final class Connection implements AutoCloseable {
    private static final int LARGEST_ANSWER_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER_BYTES);
    private long sentNanos;

    private Connection(SocketChannel channel, String path) {
        this.channel = channel;
        this.request = ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IOException when nobody listens there */
    static Connection open(int port, String path) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Connection(channel, path);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /** When the request under way was sent. */
    long sentNanos() {
        return sentNanos;
    }

    void send() throws IOException {
        request.rewind();
        answer.clear();
        sentNanos = System.nanoTime();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /**
     * Takes what has come and says whether that is all; waits for some if the channel is blocking.
     *
     * @throws IOException when the connection is closed, or the status is not 200
     */
    boolean receive() throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the connection was closed");
        }
        int length = HttpAnswer.length(answer.array(), answer.position());
        if (length == HttpAnswer.INCOMPLETE) {
            if (!answer.hasRemaining()) {
                throw new IOException("an answer of more than " + LARGEST_ANSWER_BYTES + " bytes");
            }
            return false;
        }
        if (!HttpAnswer.isOk(answer.array())) {
            throw new IOException(
                    "answered with " + new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
