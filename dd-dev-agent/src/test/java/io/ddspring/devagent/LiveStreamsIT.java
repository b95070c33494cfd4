/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveStreamsIT {
    private static final int MAX_PAGES = 8;

    private final DevAgent agent = DevAgent.builder().port(0).dogStatsDPort(-1).start();
    private final AgentConnection connection = new AgentConnection(agent);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<BufferedReader> pages = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (BufferedReader page : pages) {
            page.close();
        }
        agent.close();
    }

    @Test
    void tells_every_page_what_has_changed() throws Exception {
        BufferedReader first = open();
        BufferedReader second = open();

        connection.send("POST", "/v0.4/traces", new byte[] {'x'});

        assertThat(next(first)).isEqualTo("data: problems");
        assertThat(next(second)).isEqualTo("data: problems");
    }

    @Test
    void the_oldest_page_makes_room_for_a_new_one() throws Exception {
        BufferedReader oldest = open();
        for (int i = 0; i < MAX_PAGES; i++) {
            open();
        }

        assertThat(next(oldest)).isNull();
        connection.send("POST", "/v0.4/traces", new byte[] {'x'});
        assertThat(next(pages.get(1))).isEqualTo("data: problems");
        assertThat(next(pages.get(MAX_PAGES))).isEqualTo("data: problems");
    }

    @Test
    void a_stream_can_only_be_read() throws Exception {
        assertThat(connection.send("DELETE", "/api/events", "").statusCode()).isEqualTo(405);
    }

    /** A page that has been told that its stream is open. */
    private BufferedReader open() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + agent.port() + "/api/events");
        InputStream body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .body();
        BufferedReader page = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        pages.add(page);
        assertThat(next(page)).isEqualTo(": open");
        return page;
    }

    /** The next line that is not empty; null at the end. */
    private static String next(BufferedReader page) throws IOException {
        String line = page.readLine();
        while (line != null && line.isEmpty()) {
            line = page.readLine();
        }
        return line;
    }
}
