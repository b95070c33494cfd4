/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** Takes whatever a tracer sends, says what a current Agent can do, and counts the bytes. */
final class SinkAgent implements AutoCloseable {
    private static final String INFO = """
            {"version":"7.70.0","endpoints":["/v0.3/traces","/v0.4/traces","/v0.5/traces","/v0.6/stats","/v0.7/config",\
            "/telemetry/proxy/","/evp_proxy/v4/"],"client_drop_p0s":true,"span_events":true,"span_meta_structs":true,\
            "peer_tags":["peer.hostname","peer.service","db.instance"]}""";
    private static final String RATES = "{\"rate_by_service\":{\"service:,env:\":1}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final LongAdder traceBytes = new LongAdder();

    private SinkAgent(HttpServer server) {
        this.server = server;
    }

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

    /** Bytes that came to an intake of traces since the last call. */
    long takeTraceBytes() {
        return traceBytes.sumThenReset();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            long bytes = exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
            String path = exchange.getRequestURI().getPath();
            boolean traces = path.endsWith("/traces");
            if (traces) {
                traceBytes.add(bytes);
            }
            byte[] body = (path.equals("/info") ? INFO : traces ? RATES : "{}").getBytes(StandardCharsets.UTF_8);
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
}
