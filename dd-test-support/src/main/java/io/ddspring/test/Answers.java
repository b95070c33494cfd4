/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What the agent answers when it behaves. Thread-safe. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Function<ReceivedRequest, Answer>> byPath = new ConcurrentHashMap<>();
    private volatile AgentInfo info = AgentInfo.defaults();
    private volatile String ratesJson = ratesJson(Map.of("service:,env:", 1.0));

    void info(AgentInfo info) {
        this.info = info;
    }

    void rates(Map<String, Double> rateByService) {
        this.ratesJson = ratesJson(rateByService);
    }

    void put(String path, Function<ReceivedRequest, Answer> answer) {
        byPath.put(path, answer);
    }

    Answer to(ReceivedRequest request) {
        Function<ReceivedRequest, Answer> special = byPath.get(request.path());
        Answer answer = special != null ? special.apply(request) : usual(request);
        return answer.withHeader("Datadog-Agent-State", sha256(info.toJson()));
    }

    private Answer usual(ReceivedRequest request) {
        boolean writes = request.method().equals("PUT") || request.method().equals("POST");
        return switch (request.path()) {
            case "/info" -> Answer.json(info.toJson());
            case "/v0.4/traces" -> writes ? Answer.json(ratesJson) : Answer.text(405, "PUT or POST");
            case "/v0.5/traces" ->
                info.lists(request.path()) ? Answer.json(ratesJson) : Answer.text(404, "404 page not found");
            case "/v0.3/traces" -> writes ? Answer.text(200, "OK") : Answer.text(405, "PUT or POST");
            default -> info.lists(request.path()) ? Answer.json("{}") : Answer.text(404, "404 page not found");
        };
    }

    private static String ratesJson(Map<String, Double> rateByService) {
        try {
            return JSON.writeValueAsString(Map.of("rate_by_service", rateByService));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rates cannot be written as JSON: " + rateByService, e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
