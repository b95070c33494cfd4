/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open stream of an agent's events. */
final class LiveEvents implements AutoCloseable {
    private static final String DATA = "data: ";

    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    private LiveEvents(HttpResponse<InputStream> answer) {
        this.answer = answer;
        lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    static LiveEvents open(DevAgent agent) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + "/api/events"))
                .build();
        return new LiveEvents(HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()));
    }

    int status() {
        return answer.statusCode();
    }

    /** Waits for the next event; null when there will be none. */
    @Nullable
    List<String> next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                return List.of(line.substring(DATA.length()).split(","));
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
