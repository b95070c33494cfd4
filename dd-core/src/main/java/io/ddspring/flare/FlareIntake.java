/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes flares to support staff by way of the Agent. Thread-safe. */
final class FlareIntake {
    private static final String ENDPOINT = "/tracer_flare/v1";
    private static final int SHOWN_CHARS = 200;

    private final AgentClient agent;

    FlareIntake(AgentClient agent) {
        this.agent = agent;
    }

    /**
     * Sends {@code flare} and waits for the answer.
     *
     * @throws IOException when the Agent did not take it; the message says why
     */
    void send(FlareTask task, FlareFile flare) throws IOException {
        MultipartForm form = new MultipartForm()
                .text("source", "tracer_java")
                .text("case_id", task.caseId())
                .text("email", task.email())
                .text("hostname", task.hostname())
                .file("flare_file", flare.name(), flare.content());
        Map<String, String> headers = new LinkedHashMap<>(agent.headers().language());
        headers.putAll(agent.headers().identity());
        headers.put("Content-Type", form.contentType());
        AgentResponse answer = agent.send(AgentRequest.post(ENDPOINT, headers, ByteBuffer.wrap(form.body())));
        if (answer.status() == 404) {
            throw new IOException("the Agent takes no flares (status 404)");
        }
        if (!answer.isSuccess()) {
            throw new IOException("the Agent answered with status " + answer.status() + start(answer.body()));
        }
    }

    private static String start(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, SHOWN_CHARS), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : ": " + text;
    }
}
