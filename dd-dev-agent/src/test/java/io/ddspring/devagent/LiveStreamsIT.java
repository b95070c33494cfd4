/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.traces.Payloads.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.traces.Payloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveStreamsIT {
    private static final int MAX_PAGES = 8;

    private final DevAgent agent =
            DevAgent.builder().port(0).dogStatsDPort(-1).clientStats(true).start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void an_event_names_what_has_changed() throws Exception {
        try (LiveEvents events = LiveEvents.open(agent)) {
            byte[] traces = Payloads.of(List.of(span(1, 1, 0, "a")));
            connection.send(
                    "PUT",
                    "/v0.4/traces",
                    traces,
                    "Content-Type",
                    "application/msgpack",
                    "X-Datadog-Trace-Count",
                    "1",
                    "Datadog-Client-Computed-Stats",
                    "true");
            assertThat(events.next()).containsExactly("traces");

            connection.send("PUT", "/api/remote-config/APM_TRACING/a", "{}");
            assertThat(events.next()).containsExactly("remote-config");

            connection.send("DELETE", "/api/everything", "");
            assertThat(events.next()).contains("traces", "remote-config", "telemetry", "problems");
        }
    }

    @Test
    void the_last_eight_pages_are_told() throws Exception {
        List<LiveEvents> pages = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_PAGES; i++) {
                pages.add(LiveEvents.open(agent));
            }
            assertThat(pages).allMatch(page -> page.status() == 200);
            pages.add(LiveEvents.open(agent));
            LiveEvents oldest = pages.remove(0);
            assertThat(endOf(oldest)).isTrue();
            oldest.close();
            connection.send("PUT", "/api/remote-config/APM_TRACING/a", "{}");
            for (LiveEvents page : pages) {
                assertThat(page.next()).containsExactly("remote-config");
            }
        } finally {
            for (LiveEvents page : pages) {
                page.close();
            }
        }
    }

    @Test
    void events_can_only_be_listened_to() throws Exception {
        assertThat(connection.send("POST", "/api/events", "").statusCode()).isEqualTo(405);
        try (LiveEvents events = LiveEvents.open(agent)) {
            assertThat(events.status()).isEqualTo(200);
        }
    }

    @Test
    void the_end_of_the_agent_is_the_end_of_its_events() throws Exception {
        try (LiveEvents events = LiveEvents.open(agent)) {
            agent.close();

            assertThat(endOf(events)).isTrue();
        }
    }

    private static boolean endOf(LiveEvents events) {
        try {
            return events.next() == null;
        } catch (IOException broken) {
            return true;
        }
    }
}
