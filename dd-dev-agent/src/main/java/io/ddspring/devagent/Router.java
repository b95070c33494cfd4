/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each request to the part that answers it. */
final class Router implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private static final Map<String, String> SAFETY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final AgentInfo info;
    private final Intake intake;
    private final ConsoleApi api;
    private final ConsoleFiles files;

    Router(AgentInfo info, Intake intake, ConsoleApi api, ConsoleFiles files) {
        this.info = info;
        this.intake = intake;
        this.api = api;
        this.files = files;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody());
        try (exchange) {
            Reply reply;
            try {
                reply = route(request);
            } catch (RuntimeException e) {
                LOG.warn("The development agent cannot answer {}", request, e);
                reply = Reply.text(500, "internal error\n");
            }
            send(exchange, reply, request.method().equals("HEAD"));
        }
    }

    private Reply route(Request request) throws IOException {
        String path = request.path();
        if (AgentInfo.TRACE_ENDPOINTS.contains(path)) {
            return intake.handle(request).withHeaders(Map.of("Datadog-Agent-State", info.hash()));
        }
        if (path.equals("/info")) {
            return request.isRead()
                    ? Reply.json(info.json()).withHeaders(Map.of("Datadog-Agent-State", info.hash()))
                    : Reply.methodNotAllowed("GET");
        }
        Optional<String> refusal = LoopbackGuard.refuseConsole(request);
        if (refusal.isPresent()) {
            return Reply.text(403, refusal.get() + "\n");
        }
        if (path.startsWith("/api/")) {
            return api.handle(request).withHeaders(Map.of("Cache-Control", "no-store"));
        }
        Reply file = files.find(path);
        if (file == null) {
            return Reply.text(404, "404 page not found\n");
        }
        return request.isRead() ? file : Reply.methodNotAllowed("GET");
    }

    private static void send(HttpExchange exchange, Reply reply, boolean headOnly) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.contentType());
        SAFETY_HEADERS.forEach(headers::set);
        reply.headers().forEach(headers::set);
        byte[] body = reply.body();
        if (headOnly || body.length == 0) {
            exchange.sendResponseHeaders(reply.status(), -1);
        } else {
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
