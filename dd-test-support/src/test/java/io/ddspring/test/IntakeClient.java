/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection to an agent that sends exactly the bytes a test wants. */
final class IntakeClient implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;

    IntakeClient(URI agent) throws IOException {
        SocketAddress address = agent.getScheme().equals("unix")
                ? UnixDomainSocketAddress.of(Path.of(agent.getPath()))
                : new InetSocketAddress(InetAddress.getByName(agent.getHost()), agent.getPort());
        this.channel = SocketChannel.open(address);
        this.in = Channels.newInputStream(channel);
    }

    /** The headers an intake request must have. */
    static Map<String, String> headers(byte[] body, int traceCount) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "localhost");
        headers.put("Content-Type", "application/msgpack");
        headers.put("Content-Length", String.valueOf(body.length));
        headers.put("Datadog-Meta-Lang", "java");
        headers.put("Datadog-Meta-Lang-Version", "17");
        headers.put("Datadog-Meta-Lang-Interpreter", "OpenJDK");
        headers.put("Datadog-Meta-Lang-Interpreter-Vendor", "Debian");
        headers.put("Datadog-Meta-Tracer-Version", "0.1.0");
        headers.put("X-Datadog-Trace-Count", String.valueOf(traceCount));
        headers.put("Datadog-Client-Computed-Top-Level", "true");
        headers.put("Datadog-Client-Dropped-P0-Traces", "0");
        headers.put("Datadog-Client-Dropped-P0-Spans", "0");
        return headers;
    }

    IntakeClient send(String requestLine, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        sendRaw(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return sendRaw(body);
    }

    IntakeClient sendRaw(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return this;
    }

    IntakeClient get(String path) throws IOException {
        return send("GET " + path, Map.of("Host", "localhost"), new byte[0]);
    }

    IntakeClient put(byte[] body, int traceCount) throws IOException {
        return send("PUT /v0.4/traces", headers(body, traceCount), body);
    }

    /** Reads one answer with Content-Length and leaves the connection open. */
    String answer() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!out.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return out.toString(StandardCharsets.UTF_8);
            }
            out.write(b);
        }
        String head = out.toString(StandardCharsets.UTF_8);
        int length = Integer.parseInt(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Everything until the agent closes the connection. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
