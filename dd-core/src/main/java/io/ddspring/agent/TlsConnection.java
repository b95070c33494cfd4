/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS over a connection; the certificate must be trusted and name the host. */
final class TlsConnection implements AgentConnection {
    private final ChannelConnection plain;
    private final InputStream input;
    private final OutputStream output;

    private TlsConnection(ChannelConnection plain, InputStream input, OutputStream output) {
        this.plain = plain;
        this.input = input;
        this.output = output;
    }

    /** Shakes hands over {@code plain}, which is connected. */
    static TlsConnection over(ChannelConnection plain, AgentAddress address, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(new ChannelSocket(plain), address.host(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new TlsConnection(plain, socket.getInputStream(), socket.getOutputStream());
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        output.write(source.array(), source.arrayOffset() + source.position(), source.remaining());
        source.position(source.limit());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = input.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    /** Leaves out TLS's farewell: it could wait, and HTTP's own lengths tell whether an answer was whole. */
    @Override
    public void close() {
        plain.close();
    }
}
