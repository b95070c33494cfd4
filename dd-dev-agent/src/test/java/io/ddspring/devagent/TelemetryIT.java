/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.AgentConnection.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TelemetryIT {
    private static final String PATH = "/telemetry/proxy/api/v2/apmtelemetry";
    private static final String STARTED = """
            {"products":{"appsec":{"enabled":false}},"configuration":[
             {"name":"DD_ENV","value":null,"origin":"default","seq_id":1},
             {"name":"DD_ENV","value":"prod","origin":"env_var","seq_id":3},
             {"name":"DD_ENV","value":"dev","origin":"jvm_prop","seq_id":2},
             {"name":"DD_RATE","value":"0.5","origin":"env_var","seq_id":9},
             {"name":"DD_RATE","value":"0.1","origin":"remote_config","seq_id":0}]}""";

    private final DevAgent agent = DevAgent.builder()
            .port(0)
            .dogStatsDPort(-1)
            .clock(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC))
            .start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void shows_what_a_runtime_tells() throws Exception {
        assertThat(send(1, "app-started", STARTED)).isEqualTo(202);
        send(2, "message-batch", """
                [{"request_type":"app-heartbeat"},
                 {"request_type":"app-integrations-change","payload":{"integrations":[
                   {"name":"kafka","enabled":true,"version":"3.3"},{"name":"jms","enabled":false,"error":"no class"}]}},
                 {"request_type":"app-dependencies-loaded","payload":{"dependencies":[
                   {"name":"a:b","version":"1"},{"name":"a:b","version":"1"}]}},
                 {"request_type":"generate-metrics","payload":{"namespace":"tracers","series":[
                   {"metric":"spans_created","points":[[5,1]],"type":"count","tags":["x:y"],"common":true},
                   {"metric":"spans_created","points":[[15,2]],"type":"count","tags":["x:y"],"common":true}]}},
                 {"request_type":"distributions","payload":{"namespace":"appsec","series":[
                   {"metric":"waf.duration","points":[2.5],"common":true,"namespace":"appsec"}]}},
                 {"request_type":"logs","payload":{"logs":[{"message":"<b>","level":"ERROR","count":3}]}},
                 {"request_type":"app-product-change","payload":{"products":{"appsec":{"enabled":true}}}},
                 {"request_type":"app-endpoints","payload":{"is_first":true,"endpoints":[{"method":"GET",
                   "path":"/a","operation_name":"o","resource_name":"GET /a","metadata":{"handler":"A#a"}}]}}]""");
        send(3, "app-closing", null);

        assertThat(connection.problems()).isEmpty();
        JsonNode runtime = connection.json("/api/telemetry").at("/runtimes/0");
        assertThat(runtime).isEqualTo(JSON.readTree("""
                {"runtimeId":"r1","service":"shop","env":"","version":"1","language":"jvm","tracerVersion":"0.1.0",
                 "startedMillis":1700000000000,"lastMillis":1700000000000,"closed":true,
                 "products":{"appsec":{"enabled":true,"version":"","error":""}},
                 "integrations":[{"name":"kafka","enabled":true,"version":"3.3","error":""},
                                 {"name":"jms","enabled":false,"version":"","error":"no class"}],
                 "dependencies":[{"name":"a:b","version":"1"}],
                 "endpoints":[{"method":"GET","path":"/a","handler":"A#a"}],
                 "logs":[{"timeMillis":1700000000000,"level":"ERROR","message":"<b>","tags":"","count":3,"stackTrace":""}],
                 "metrics":[{"namespace":"tracers","name":"spans_created","tags":["x:y"],"type":"count",
                             "points":[[5,1.0],[15,2.0]]},
                            {"namespace":"appsec","name":"waf.duration","tags":[],"type":"distribution",
                             "points":[[1700000000,2.5]]}]}"""));
        JsonNode messages = connection.json("/api/telemetry/messages?limit=2");
        assertThat(messages.findValuesAsText("type")).containsExactly("app-closing", "message-batch");
        assertThat(messages.at("/messages/1/items").textValue()).startsWith("app-heartbeat,app-integrations-change,");
        assertThat(connection.get("/api/telemetry/messages?limit=x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void tells_which_origin_of_a_setting_counts() throws Exception {
        send(1, "app-started", STARTED);

        JsonNode settings = connection.json("/api/telemetry/r1/configuration").at("/settings");
        assertThat(settings.findValuesAsText("value")).containsExactly("null", "dev", "prod", "0.5", "0.1");
        assertThat(settings.findValuesAsText("effective")).containsExactly("false", "false", "true", "false", "true");
        assertThat(connection.get("/api/telemetry/nobody/configuration").statusCode())
                .isEqualTo(404);
    }

    @Test
    void notes_a_wrong_order() throws Exception {
        send(5, "app-heartbeat", null);
        send(6, "app-started", STARTED);
        send(6, "app-started", STARTED);
        send(7, "app-started", STARTED);
        send(7, "app-heartbeat", null);
        send(8, "app-closing", null);
        send(9, "app-heartbeat", null);

        assertThat(connection.problems())
                .containsExactly(
                        "the first message of the runtime is app-heartbeat, not app-started;"
                                + " was this agent started after the application?",
                        "a second app-started",
                        "seq_id 7 follows 7: it must increase",
                        "app-heartbeat after app-closing");
    }

    @Test
    void a_runtime_that_goes_on_after_all_was_forgotten_is_no_new_one() throws Exception {
        send(1, "app-started", STARTED);
        connection.send("DELETE", "/api/everything", "");
        assertThat(connection.json("/api/telemetry").at("/runtimes").size()).isZero();

        send(2, "app-heartbeat", null);

        assertThat(connection.problems()).isEmpty();
        assertThat(connection.json("/api/telemetry").at("/runtimes/0/service").textValue())
                .isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "app-started ~ {'products':[],'configuration':[]} ~ app-started: products is missing or no object",
                "app-started ~ {'products':{}} ~ app-started: configuration is missing or no array",
                "app-new ~ {} ~ the request type app-new is unknown",
                "message-batch ~ {} ~ the payload of a message-batch is no array",
                "message-batch ~ [{}] ~ an item of the message-batch has no request_type",
                "logs ~ {'logs':[{'message':'m','level':'INFO'}]} ~ logs: the level 'INFO' of a log is unknown",
                "app-integrations-change ~ {'integrations':[{'name':'x'},{'name':'y'}]}"
                        + " ~ app-integrations-change: an integration has no enabled (2 times)",
                "app-client-configuration-change ~ {'configuration':[{'name':'x','value':'y','origin':'yml','seq_id':1}]}"
                        + " ~ app-client-configuration-change: the origin 'yml' of a setting is unknown",
                "generate-metrics ~ {'namespace':'tracers','series':[{'metric':'m','type':'gauge','points':[[1,2]]}]}"
                        + " ~ generate-metrics: a series of type gauge has no interval",
                "distributions ~ {'namespace':'tracers','series':[{'metric':'m','points':[[1,2]]}]}"
                        + " ~ distributions: a point of m is [1,2]"
            })
    void notes_payloads_that_break_the_rules(String type, String payload, String reason) throws Exception {
        send(1, type, payload.replace('\'', '"'));

        assertThat(connection.problems()).contains(reason);
    }

    @Test
    void notes_headers_that_do_not_fit_and_missing_fields() throws Exception {
        byte[] body =
                "{\"runtime_id\":\"r1\",\"request_type\":\"app-started\",\"payload\":{\"products\":{},\"configuration\":[]}}"
                        .getBytes(StandardCharsets.UTF_8);
        connection.send("POST", PATH, body, "DD-Telemetry-Request-Type", "app-closing", "DD-Session-ID", "r2");

        assertThat(connection.problems())
                .contains(
                        "the header DD-Telemetry-Request-Type is app-closing but the body says app-started",
                        "the header DD-Session-ID is r2 but the body says r1",
                        "the header DD-Telemetry-API-Version is missing",
                        "seq_id is missing or no positive number")
                .doesNotContain("application.env is no text")
                .hasSizeGreaterThan(5);
    }

    @Test
    void products_may_be_told_later() throws Exception {
        send(1, "app-started", "{\"configuration\":[]}");
        send(2, "app-product-change", "{\"products\":{\"appsec\":{\"enabled\":true}}}");

        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void refuses_what_it_cannot_place() throws Exception {
        assertThat(connection.send("POST", PATH, "[]").statusCode()).isEqualTo(400);
        assertThat(connection.send("POST", PATH, "{\"runtime_id\":\"r1\"}").statusCode())
                .isEqualTo(400);
        assertThat(connection.send("POST", "/telemetry/proxy/other", "{}").statusCode())
                .isEqualTo(400);
        assertThat(connection.problems()).hasSize(3);
    }

    @Test
    void notes_bodies_that_the_intake_would_refuse() throws Exception {
        send(1, "app-started", STARTED.replace("dev", "x".repeat(5_000_000)));

        assertThat(connection.problems()).singleElement().asString().endsWith("the intake takes less than 5000000");
        assertThat(connection
                        .json("/api/telemetry/r1/configuration")
                        .at("/settings/1/value")
                        .textValue())
                .hasSizeLessThan(20_000);
    }

    private int send(long sequence, String type, String payload) throws Exception {
        String body = """
                {"api_version":"v2","request_type":"%s","tracer_time":1700000000,"runtime_id":"r1","seq_id":%d,
                 "application":{"service_name":"shop","env":"","service_version":"1","tracer_version":"0.1.0",
                  "language_name":"jvm","language_version":"17"},"host":{"hostname":"h"}%s}""".formatted(type, sequence, payload == null ? "" : ",\"payload\":" + payload);
        return connection
                .send(
                        "POST",
                        PATH,
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json; charset=utf-8",
                        "DD-Telemetry-API-Version",
                        "v2",
                        "DD-Telemetry-Request-Type",
                        type,
                        "DD-Client-Library-Language",
                        "jvm",
                        "DD-Client-Library-Version",
                        "0.1.0",
                        "DD-Session-ID",
                        "r1")
                .statusCode();
    }
}
