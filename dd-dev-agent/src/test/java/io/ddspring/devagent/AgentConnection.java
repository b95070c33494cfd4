/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Requests to an agent, as clients and scripts send them. */
final class AgentConnection {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final DevAgent agent;

    AgentConnection(DevAgent agent) {
        this.agent = agent;
    }

    /** @param headers names and values in turn */
    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + path))
                .method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, new byte[0]);
    }

    JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(answer.body());
    }

    /** The answer once {@code condition} holds for it; asks again whenever something has changed. */
    JsonNode jsonWhen(String path, Predicate<JsonNode> condition) throws Exception {
        try (LiveEvents events = LiveEvents.open(agent)) {
            JsonNode answer = json(path);
            while (!condition.test(answer)) {
                assertThat(events.next()).isNotNull();
                answer = json(path);
            }
            return answer;
        }
    }

    /** What is wrong, oldest first. */
    List<String> problems() throws Exception {
        List<String> reasons = json("/api/problems").findValuesAsText("reason");
        Collections.reverse(reasons);
        return reasons;
    }
}
