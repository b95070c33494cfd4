/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentDiscoveryTest {
    private final ScriptedAgent agent = new ScriptedAgent();
    private final AgentHeaders headers = AgentHeaders.of(
            new ContainerIdentity("container", "ci-container"), Map.of("Datadog-External-Env", "it-false"));
    private long nowNanos = TimeUnit.DAYS.toNanos(-3);
    private final AgentDiscovery discovery = new AgentDiscovery(() -> nowNanos);

    @Test
    void it_asks_at_first_and_then_once_a_minute() {
        assertThat(discovery.current()).isEqualTo(AgentInfo.UNKNOWN);
        after(0);
        assertThat(discovery.current().version()).isEqualTo("1");

        after(1);
        after(58);
        assertThat(agent.requests).hasSize(1);
        after(1);
        assertThat(agent.requests).hasSize(2);
    }

    @Test
    void info_gets_the_language_headers_and_no_other() {
        after(0);

        AgentRequest request = agent.requests.get(0);
        assertThat(request.method() + request.endpoint()).isEqualTo("GET/info");
        assertThat(request.headers())
                .containsOnlyKeys(
                        "Datadog-Meta-Lang",
                        "Datadog-Meta-Lang-Version",
                        "Datadog-Meta-Lang-Interpreter",
                        "Datadog-Meta-Lang-Interpreter-Vendor");
    }

    @Test
    void a_change_of_state_leads_to_one_question() {
        after(0);
        discovery.stateSeen("state1");
        after(10);
        assertThat(agent.requests).hasSize(1);

        agent.state = "state2";
        agent.json = "{\"version\":\"2\"}";
        discovery.stateSeen("state2");
        discovery.stateSeen("state2");
        discovery.stateSeen(null);
        after(10);
        after(10);

        assertThat(agent.requests).hasSize(2);
        assertThat(discovery.current().version()).isEqualTo("2");
    }

    @Test
    void an_agent_without_a_state_is_fine() {
        agent.state = null;
        after(0);
        discovery.stateSeen(null);
        after(10);

        assertThat(discovery.current().version()).isEqualTo("1");
        assertThat(agent.requests).hasSize(1);
    }

    @Test
    void states_that_keep_changing_do_not_lead_to_a_flood() {
        after(0);
        for (int tenths = 0; tenths < 100; tenths++) {
            discovery.stateSeen("state" + tenths);
            nowNanos += TimeUnit.MILLISECONDS.toNanos(100);
            discovery.refreshIfDue(agent, headers);
        }

        assertThat(agent.requests).hasSizeBetween(4, 7);
    }

    @Test
    void after_a_failure_it_asks_again_soon_and_then_more_and_more_seldom() {
        agent.failure = new IOException("down");
        List<Integer> asked = new ArrayList<>();
        for (int second = 0; second < 200; second++) {
            int before = agent.requests.size();
            after(second == 0 ? 0 : 1);
            if (agent.requests.size() > before) {
                asked.add(second);
            }
        }
        assertThat(asked).containsExactly(0, 2, 6, 14, 30, 62, 122, 182);

        agent.failure = null;
        discovery.requestRefresh();
        after(2);
        assertThat(discovery.current().version()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"500, {}", "200, <html>", "200, ''", "302, {}"})
    void after_a_bad_answer_the_last_good_one_stays(int status, String json) {
        after(0);
        agent.status = status;
        agent.json = json;
        after(60);

        assertThat(agent.requests).hasSize(2);
        assertThat(discovery.current().version()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"404, v0.3/traces", "200, v0.4/traces", "400, v0.4/traces", "415, v0.4/traces"})
    void an_agent_without_info_is_probed_with_two_empty_chunks(int probeStatus, String endpoint) {
        agent.status = 404;
        agent.probeStatus = probeStatus;
        after(0);

        assertThat(discovery.current().tracesEndpoint()).isEqualTo(endpoint);
        assertThat(discovery.current().clientDropP0s()).isFalse();
        AgentRequest probe = agent.requests.get(1);
        assertThat(probe.endpoint()).isEqualTo("v0.4/traces");
        assertThat(probe.body().remaining()).isEqualTo(3);
        assertThat(probe.headers()).containsEntry("X-Datadog-Trace-Count", "2");
    }

    @Test
    void the_hash_of_the_containers_tags_is_kept() {
        agent.tagsHash = "abc";
        after(0);

        assertThat(discovery.current().containerTagsHash()).isEqualTo("abc");
    }

    private void after(int seconds) {
        nowNanos += TimeUnit.SECONDS.toNanos(seconds);
        discovery.refreshIfDue(agent, headers);
    }

    private static final class ScriptedAgent implements AgentTransport {
        private final List<AgentRequest> requests = new ArrayList<>();
        private int status = 200;
        private int probeStatus = 200;
        private String json = "{\"version\":\"1\"}";
        private String state = "state1";
        private String tagsHash = "";
        private IOException failure;

        @Override
        public AgentResponse send(AgentRequest request) throws IOException {
            requests.add(request);
            if (failure != null) {
                throw failure;
            }
            boolean probe = request.method().equals("PUT");
            Map<String, String> headers = new HashMap<>(Map.of("Datadog-Container-Tags-Hash", tagsHash));
            if (state != null) {
                headers.put("Datadog-Agent-State", state);
            }
            return new AgentResponse(probe ? probeStatus : status, headers, json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
