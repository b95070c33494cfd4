/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over TCP, TLS or a Unix domain socket, one connection for each request. It starts no thread, and every wait
 * for the network is bounded; only the lookup of a host name is left to the time limits of the system. ADR 0002 tells
 * why none of the JDK's clients does.
 */
public final class HttpAgentTransport implements AgentTransport {
    private final AgentAddress address;
    private final Duration timeout;
    private final @Nullable SSLContext tls;
    private final Set<AgentConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param timeout longest wait for a connection, for progress in writing, and for progress in reading; an exchange
     *     takes at most three times as long in all
     * @param tls what to trust where the address is {@code https}; null for the JDK's default
     */
    public HttpAgentTransport(AgentAddress address, Duration timeout, @Nullable SSLContext tls) {
        this.address = address;
        this.timeout = timeout;
        this.tls = tls;
    }

    @Override
    public AgentResponse send(AgentRequest request) throws IOException {
        ExchangeDeadline deadline = new ExchangeDeadline(timeout);
        List<AgentConnection> used = new ArrayList<>(1);
        try {
            AgentConnection connection = connect(deadline, used);
            return exchange(connection, request);
        } catch (IOException failure) {
            throw closed ? new SocketException("the transport is closed") : failure;
        } finally {
            used.forEach(AgentConnection::close);
            used.forEach(open::remove);
        }
    }

    private AgentConnection connect(ExchangeDeadline deadline, List<AgentConnection> used) throws IOException {
        @Nullable IOException failure = null;
        for (SocketAddress candidate : candidates()) {
            ChannelConnection connection = ChannelConnection.open(candidate, deadline);
            used.add(connection);
            open.add(connection);
            if (closed) {
                break;
            }
            try {
                connection.connect(candidate);
                return address.isTls() ? TlsConnection.over(connection, address, trust()) : connection;
            } catch (IOException refused) {
                failure = refused;
            }
        }
        if (failure instanceof SocketTimeoutException || failure == null) {
            throw failure == null ? new SocketException("no address") : failure;
        }
        throw new AgentConnectionException(describe(failure), failure);
    }

    private List<SocketAddress> candidates() throws AgentConnectionException {
        Path socket = address.socket();
        if (socket != null) {
            return List.of(UnixDomainSocketAddress.of(socket));
        }
        try {
            List<SocketAddress> candidates = new ArrayList<>(2);
            for (InetAddress ip : InetAddress.getAllByName(address.host())) {
                candidates.add(new InetSocketAddress(ip, address.port()));
            }
            return candidates;
        } catch (UnknownHostException unknown) {
            throw new AgentConnectionException("host " + address.host() + " is unknown", unknown);
        }
    }

    private SSLContext trust() throws IOException {
        try {
            return tls == null ? SSLContext.getDefault() : tls;
        } catch (NoSuchAlgorithmException noDefault) {
            throw new IOException("the JDK's default TLS settings cannot be used", noDefault);
        }
    }

    private AgentResponse exchange(AgentConnection connection, AgentRequest request) throws IOException {
        @Nullable IOException writeFailure = null;
        try {
            ByteBuffer head = ByteBuffer.wrap(head(request));
            connection.write(head);
            if (!head.hasRemaining()) {
                connection.write(request.body());
            }
        } catch (SocketTimeoutException tooSlow) {
            throw tooSlow;
        } catch (IOException broken) {
            // An Agent that refuses a request may have answered before it closed the connection.
            writeFailure = broken;
        }
        HttpResponseReader reader = new HttpResponseReader(connection, request.answerLimitBytes());
        try {
            return reader.read();
        } catch (SocketTimeoutException tooSlow) {
            throw tooSlow;
        } catch (IOException broken) {
            if (reader.hasBegun()) {
                throw broken;
            }
            IOException cause = writeFailure == null ? broken : writeFailure;
            throw new AgentConnectionException("the connection broke: " + describe(cause), cause);
        }
    }

    private byte[] head(AgentRequest request) {
        StringBuilder head = new StringBuilder(1024);
        head.append(request.method())
                .append(' ')
                .append(address.target(request.endpoint()))
                .append(" HTTP/1.1\r\n");
        appendHeader(head, "Host", address.authority());
        appendHeader(head, "Connection", "close");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            appendHeader(head, header.getKey(), header.getValue());
        }
        if (!request.method().equals("GET")) {
            appendHeader(head, "Content-Length", String.valueOf(request.body().remaining()));
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Values may come from the environment; characters that have no place in a header become question marks. */
    private static void appendHeader(StringBuilder head, String name, String value) {
        head.append(name).append(": ");
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            head.append(next >= ' ' && next <= '~' ? next : '?');
        }
        head.append("\r\n");
    }

    private static String describe(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(AgentConnection::close);
    }
}
