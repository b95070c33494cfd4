/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.contract;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A server on the loopback interface that answers with the status its path names and keeps what it was sent. */
final class RecordingServer implements AutoCloseable {
    private static final String STATUS_PREFIX = "/status/";

    private final HttpServer server;
    private volatile @Nullable Received received;

    private RecordingServer(HttpServer server) {
        this.server = server;
    }

    /** One request; header names are compared without regard to case. */
    record Received(String method, String body, Map<String, List<String>> headers) {}

    static RecordingServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordingServer recording = new RecordingServer(server);
        server.createContext("/", recording::answer);
        server.start();
        return recording;
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + pathAndQuery);
    }

    /** The request that was answered last. */
    Received latest() {
        Received latest = received;
        if (latest == null) {
            throw new IllegalStateException("nothing was received");
        }
        return latest;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers sent = exchange.getRequestHeaders();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(sent);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received = new Received(exchange.getRequestMethod(), body, headers);
        String path = exchange.getRequestURI().getPath();
        int status = path.startsWith(STATUS_PREFIX) ? Integer.parseInt(path.substring(STATUS_PREFIX.length())) : 200;
        byte[] answer = "answer".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
