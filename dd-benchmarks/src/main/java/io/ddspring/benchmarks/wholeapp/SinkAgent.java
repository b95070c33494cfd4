/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Takes whatever the tracer of one application sends, says what a current Agent can do, and keeps the traces until they
 * are counted, which is not done while an application is measured.
 */
final class SinkAgent implements AutoCloseable {
    private static final String INFO = """
            {"version":"7.70.0","endpoints":["/v0.3/traces","/v0.4/traces","/v0.5/traces","/v0.6/stats","/v0.7/config",\
            "/telemetry/proxy/","/evp_proxy/v4/"],"client_drop_p0s":true,"span_events":true,"span_meta_structs":true,\
            "peer_tags":["peer.hostname","peer.service","db.instance"]}""";
    private static final String RATES = "{\"rate_by_service\":{\"service:,env:\":1}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Queue<Body> traces = new ConcurrentLinkedQueue<>();

    private SinkAgent(HttpServer server) {
        this.server = server;
    }

    /** Bytes of bodies, as sent, and the spans in them. */
    record Received(long bytes, long spans) {}

    static SinkAgent start() throws IOException {
        SinkAgent sink =
                new SinkAgent(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        sink.server.setExecutor(sink.threads);
        sink.server.createContext("/", sink::answer);
        sink.server.start();
        return sink;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The traces that came since the last call. */
    Received take() throws IOException {
        long bytes = 0;
        long spans = 0;
        for (Body body = traces.poll(); body != null; body = traces.poll()) {
            bytes += body.bytes.length;
            spans += body.spans();
        }
        return new Received(bytes, spans);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            boolean isTraces = path.endsWith("/traces");
            if (isTraces) {
                String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
                traces.add(new Body(path, "gzip".equals(encoding), bytes));
            }
            if (path.startsWith("/v1/")) {
                // An empty message of protobuf is the answer that all was accepted.
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] body = (path.equals("/info") ? INFO : isTraces ? RATES : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static final class Body {
        private final String path;
        private final boolean isCompressed;
        private final byte[] bytes;

        Body(String path, boolean isCompressed, byte[] bytes) {
            this.path = path;
            this.isCompressed = isCompressed;
            this.bytes = bytes;
        }

        int spans() throws IOException {
            if (!isCompressed) {
                return SpanCount.of(path, bytes);
            }
            try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return SpanCount.of(path, plain.readAllBytes());
            }
        }
    }
}
