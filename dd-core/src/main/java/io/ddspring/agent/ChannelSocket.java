/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Shows a connection as a socket, so that the JDK's TLS can be layered over it and still never waits without a bound.
 */
final class ChannelSocket extends Socket {
    private final ChannelConnection connection;

    ChannelSocket(ChannelConnection connection) {
        this.connection = connection;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return length == 0 ? 0 : connection.read(ByteBuffer.wrap(target, offset, length));
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                connection.writeFully(ByteBuffer.wrap(source, offset, length));
            }
        };
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !connection.channel().isOpen();
    }

    @Override
    public InetAddress getInetAddress() {
        return connection.channel().socket().getInetAddress();
    }

    @Override
    public int getPort() {
        return connection.channel().socket().getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return connection.channel().socket().getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return connection.channel().socket().getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return connection.channel().socket().getRemoteSocketAddress();
    }

    /** The connection bounds every wait by itself. */
    @Override
    public void setSoTimeout(int timeoutMillis) {}

    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() {}

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // must not wait for a thread that reads or writes
    public void close() {
        connection.close();
    }
}
