/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActuatorIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final FakeAgent agent = FakeAgent.start();
    private Shop shop;

    @BeforeAll
    void start() {
        shop = Shop.start(agent.url(), "--dd.api-key=" + SECRET);
    }

    @AfterAll
    void stop() {
        shop.close();
        agent.close();
    }

    @Test
    void overview_names_the_service() throws JsonProcessingException {
        JsonNode overview = json("/actuator/datadog");

        assertThat(overview.findValue("service").asText()).isEqualTo("shop");
        assertThat(overview.findValue("env").asText()).isEqualTo("demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "instrumentation", "agent", "traces", "explain", "metrics"})
    void section_is_a_json_document_without_secrets(String section) throws JsonProcessingException {
        shop.get("/ping");

        JsonNode document = json("/actuator/datadog/" + section);

        assertThat(document.size()).isPositive();
        assertThat(document.toString()).doesNotContain(SECRET);
    }

    @Test
    void it_is_explained_why_a_trace_was_kept() throws JsonProcessingException {
        shop.get("/ping");
        String traceId = json("/actuator/datadog/traces").at("/recent/0/trace-id").asText();

        JsonNode explanation = json("/actuator/datadog/explain?traceId=" + traceId);

        assertThat(explanation.at("/trace-id").asText()).isEqualTo(traceId);
        assertThat(explanation.at("/kept").asBoolean()).isTrue();
        assertThat(explanation.at("/because").asText()).isNotEmpty();
        assertThat(shop.get("/actuator/datadog/explain?traceId=nonsense").statusCode())
                .isEqualTo(400);
        assertThat(shop.get("/actuator/datadog/explain?traceId=1").statusCode()).isEqualTo(404);
    }

    @Test
    void unknown_section_is_not_found() {
        assertThat(shop.get("/actuator/datadog/no-such-section").statusCode()).isEqualTo(404);
    }

    @Test
    void health_does_not_depend_on_the_agent() throws JsonProcessingException {
        assertThat(json("/actuator/health").get("status").asText()).isEqualTo("UP");
    }

    private JsonNode json(String target) throws JsonProcessingException {
        HttpResponse<String> answer = shop.get(target);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }
}
