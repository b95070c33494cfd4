/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.AgentConnection.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RemoteConfigIT {
    private static final String API = "/api/remote-config/APM_TRACING/cfg-a";
    private static final String FILE = "datadog/2/APM_TRACING/cfg-a/config";
    private static final String CONTENT =
            "{\"id\":\"a\",\"service_target\":{\"service\":\"orders\",\"env\":\"*\"},\"lib_config\":{\"tracing_sampling_rate\":0.5}}";
    private static final String SHA256 = "34cfc20ad984b0abb811245bc90a56d8c38fe1fe60d6159b26f0e749c0afa438";
    private static final String CACHED = "{\"path\":\"" + FILE + "\",\"length\":101,\"hashes\":"
            + "[{\"algorithm\":\"sha256\",\"hash\":\"" + SHA256 + "\"}]}";

    private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);
    private final DevAgent agent = DevAgent.builder()
            .port(0)
            .dogStatsDPort(-1)
            .clock(new SettableClock())
            .start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void offers_a_configuration_until_the_client_has_it() throws Exception {
        assertThat(poll(0, "", "")).hasToString("{}");
        assertThat(connection.send("PUT", API, CONTENT).statusCode()).isEqualTo(204);

        JsonNode answer = poll(0, "", "");
        assertThat(answer.at("/client_configs").toString()).isEqualTo("[\"" + FILE + "\"]");
        assertThat(answer.at("/target_files/0/path").textValue()).isEqualTo(FILE);
        assertThat(new String(answer.at("/target_files/0/raw").binaryValue(), StandardCharsets.UTF_8))
                .isEqualTo(CONTENT);
        JsonNode signed = JSON.readTree(answer.at("/targets").binaryValue()).at("/signed");
        assertThat(signed.at("/version").intValue()).isEqualTo(1);
        assertThat(signed.at("/targets").path(FILE))
                .isEqualTo(JSON.readTree(
                        "{\"custom\":{\"v\":1},\"hashes\":{\"sha256\":\"" + SHA256 + "\"},\"length\":101}"));
        assertThat(poll(1, state("cfg-a", 1, 2, ""), CACHED)).hasToString("{}");
        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void sends_only_contents_that_the_client_lacks() throws Exception {
        connection.send("PUT", API, CONTENT);
        poll(0, "", "");
        connection.send("PUT", "/api/remote-config/APM_TRACING/cfg-b", "{}");
        connection.send("PUT", "/api/remote-config/ASM_DD/rules", "{}");

        JsonNode answer = poll(1, state("cfg-a", 1, 2, ""), CACHED);

        assertThat(answer.at("/target_files").findValuesAsText("path"))
                .containsExactly("datadog/2/APM_TRACING/cfg-b/config");
        assertThat(answer.at("/client_configs").size()).isEqualTo(2);
    }

    @Test
    void takes_a_configuration_back() throws Exception {
        connection.send("PUT", API, CONTENT);
        poll(0, "", "");

        assertThat(connection.send("DELETE", API, "").statusCode()).isEqualTo(204);
        assertThat(connection.send("DELETE", API, "").statusCode()).isEqualTo(404);

        JsonNode answer = poll(1, state("cfg-a", 1, 2, ""), CACHED);
        assertThat(answer.at("/client_configs").isArray()).isTrue();
        assertThat(answer.at("/client_configs").size()).isZero();
        assertThat(poll(2, "", "")).hasToString("{}");
        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void a_configuration_that_stays_the_same_is_no_news() throws Exception {
        connection.send("PUT", API, CONTENT);
        connection.send("PUT", API, CONTENT);

        assertThat(connection
                        .json("/api/remote-config")
                        .at("/configs/0/version")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void shows_clients_and_what_they_are_offered() throws Exception {
        connection.send("PUT", API, CONTENT);
        poll(0, "", "");
        poll(1, state("cfg-a", 1, 3, "bad <json>"), CACHED);

        JsonNode shown = connection.json("/api/remote-config");
        assertThat(shown.at("/clients/0")).isEqualTo(JSON.readTree("""
                {"id":"c1","runtimeId":"r1","service":"orders","env":"prod","version":"1.2",
                 "products":["APM_TRACING"],"capabilities":["APM_TRACING_SAMPLE_RATE"],
                 "lastPollMillis":1700000000000,"targetsVersion":1,"error":"","gone":false,
                 "states":[{"id":"cfg-a","product":"APM_TRACING","version":1,"state":"error","error":"bad <json>"}]}"""));
        assertThat(shown.at("/configs/0"))
                .isEqualTo(JSON.readTree("{\"path\":\"" + FILE
                        + "\",\"product\":\"APM_TRACING\",\"id\":\"cfg-a\",\"version\":1,\"content\":" + CONTENT
                        + "}"));
        now = now.plusSeconds(61);
        assertThat(connection.json("/api/remote-config").at("/clients/0/gone").booleanValue())
                .isTrue();
    }

    @Test
    void notes_states_that_do_not_fit_once() throws Exception {
        poll(0, "", "");
        poll(7, state("cfg-x", 3, 2, "why"), CACHED);
        poll(7, state("cfg-x", 3, 2, "why"), CACHED);

        assertThat(connection.problems())
                .containsExactly(
                        "orders: the state of APM_TRACING/cfg-x is acknowledged but has an apply_error: why",
                        "orders: the cached file " + FILE + " has no state",
                        "orders: there is a state of datadog/2/APM_TRACING/cfg-x/config, which is not cached",
                        "orders: client.state.targets_version is 7, it was offered up to 0",
                        "orders: the cached file " + FILE + " was never offered, or not with this content",
                        "orders: there is a state of APM_TRACING/cfg-x in version 3, which was never offered");
    }

    @Test
    void what_a_client_brings_from_another_agent_is_no_problem() throws Exception {
        JsonNode answer = poll(7, state("cfg-a", 3, 2, ""), CACHED);

        assertThat(answer.at("/client_configs").size()).isZero();
        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void takes_polls_with_get_and_capabilities_as_numbers() throws Exception {
        String body = body(0, "", "").replace("\"EAA=\"", "[35,192,160,24,240,2]");
        assertThat(connection.send("GET", "/v0.7/config", body).statusCode()).isEqualTo(200);
        assertThat(connection
                        .json("/api/remote-config")
                        .at("/clients/0/capabilities")
                        .toString())
                .startsWith("[\"ASM_ACTIVATION\",\"APM_TRACING_SAMPLE_RATE\",")
                .contains("\"ASM_AUTO_USER_INSTRUM_MODE\"")
                .endsWith("\"APM_TRACING_MULTICONFIG\"]");
        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void refuses_what_nobody_could_use() throws Exception {
        assertThat(connection.send("PUT", API, "{").statusCode()).isEqualTo(400);
        assertThat(connection.send("PUT", API, "").statusCode()).isEqualTo(400);
        assertThat(connection
                        .send("PUT", API, "\"" + "x".repeat(3_000_000) + "\"")
                        .statusCode())
                .isEqualTo(413);
        assertThat(connection.send("PUT", "/api/remote-config/apm/x/y", "{}").statusCode())
                .isEqualTo(400);
        assertThat(connection.send("POST", API, "{}").statusCode()).isEqualTo(405);
        assertThat(connection.send("POST", "/v0.7/config", "{}").statusCode()).isEqualTo(400);
        assertThat(connection.send("POST", "/v0.7/config", "nothing").statusCode())
                .isEqualTo(400);
        assertThat(connection.json("/api/remote-config").at("/configs").size()).isZero();
    }

    private JsonNode poll(long targetsVersion, String states, String files) throws Exception {
        return JSON.readTree(connection
                .send("POST", "/v0.7/config", body(targetsVersion, states, files))
                .body());
    }

    private static String state(String id, int version, int applied, String error) {
        return "{\"id\":\"%s\",\"version\":%d,\"product\":\"APM_TRACING\",\"apply_state\":%d,\"apply_error\":\"%s\"}"
                .formatted(id, version, applied, error);
    }

    private static String body(long targetsVersion, String states, String files) {
        return """
                {"client":{"id":"c1","products":["APM_TRACING"],"is_tracer":true,"capabilities":"EAA=",
                  "client_tracer":{"runtime_id":"r1","language":"java","tracer_version":"0.1.0","service":"orders",
                    "env":"prod","app_version":"1.2"},
                  "state":{"root_version":1,"targets_version":%d,"has_error":false,"config_states":[%s]}},
                 "cached_target_files":[%s]}""".formatted(targetsVersion, states, files);
    }

    /** Shows {@link #now}. */
    private final class SettableClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
