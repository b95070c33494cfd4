/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each request to the part that answers it. */
public final class Router implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String LIVE = "/api/events";

    private static final Map<String, String> SAFETY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final AgentInfo info;
    private final Routes routes;
    private final Reception reception;
    private final LiveStreams streams;
    private final Function<String, @Nullable Reply> files;

    /** @param files the console's file for a path, or null */
    public Router(
            AgentInfo info,
            Routes routes,
            Reception reception,
            LiveStreams streams,
            Function<String, @Nullable Reply> files) {
        this.info = info;
        this.routes = routes;
        this.reception = reception;
        this.streams = streams;
        this.files = files;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody());
        SAFETY_HEADERS.forEach(exchange.getResponseHeaders()::set);
        if (request.path().equals(LIVE)
                && request.method().equals("GET")
                && LoopbackGuard.refuseConsole(request).isEmpty()
                && streams.open(exchange)) {
            return;
        }
        try (exchange) {
            Reply reply;
            try {
                reply = route(request);
                request.drain();
            } catch (RuntimeException e) {
                LOG.warn("The development agent cannot answer {}", request, e);
                reply = Reply.text(500, "internal error\n");
            }
            send(exchange, reply, request.method().equals("HEAD"));
        }
    }

    private Reply route(Request request) throws IOException {
        String path = request.path();
        Intake intake = routes.intake(path);
        if (intake != null) {
            return withState(reception.receive(intake, request));
        }
        if (path.equals("/info")) {
            return request.isRead() ? withState(Reply.json(info.json())) : Reply.methodNotAllowed("GET");
        }
        Optional<String> refusal = LoopbackGuard.refuseConsole(request);
        if (refusal.isPresent()) {
            return Reply.text(403, refusal.get() + "\n");
        }
        if (path.equals(LIVE)) {
            return request.method().equals("GET")
                    ? Reply.text(503, "no room for another stream\n")
                    : Reply.methodNotAllowed("GET");
        }
        Map<String, Api> apis = routes.apis(path);
        if (apis != null) {
            return answer(apis, request).withHeaders(Map.of("Cache-Control", "no-store"));
        }
        Reply file = files.apply(path);
        if (file == null) {
            return Reply.text(404, "404 page not found\n");
        }
        return request.isRead() ? file : Reply.methodNotAllowed("GET");
    }

    private Reply answer(Map<String, Api> apis, Request request) throws IOException {
        Api api = apis.get(request.isRead() ? "GET" : request.method());
        if (api == null) {
            return Reply.methodNotAllowed(String.join(", ", apis.keySet()));
        }
        Reply reply;
        try {
            reply = api.answer(request);
        } catch (Request.TooLargeException tooLarge) {
            return Reply.text(413, tooLarge.getMessage() + "\n");
        } catch (MalformedPayloadException malformed) {
            return Reply.text(400, malformed.getMessage() + "\n");
        }
        if (!request.isRead() && reply.status() < 300) {
            streams.changed(routes.topicOf(request.path()));
        }
        return reply;
    }

    private Reply withState(Reply reply) {
        return reply.withHeaders(Map.of("Datadog-Agent-State", info.hash()));
    }

    private static void send(HttpExchange exchange, Reply reply, boolean headOnly) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.contentType());
        reply.headers().forEach(headers::set);
        byte[] body = reply.body();
        JsonBytes.Content document = reply.document();
        if (document != null && !headOnly) {
            exchange.sendResponseHeaders(reply.status(), 0);
            JsonBytes.write(exchange.getResponseBody(), document);
        } else if (headOnly || body.length == 0) {
            exchange.sendResponseHeaders(reply.status(), -1);
        } else {
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
