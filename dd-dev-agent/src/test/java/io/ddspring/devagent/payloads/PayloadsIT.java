/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import static io.ddspring.devagent.traces.Payloads.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.DevAgent;
import io.ddspring.devagent.traces.Payloads;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PayloadsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBDOMAIN = "X-Datadog-EVP-Subdomain";

    private final DevAgent agent =
            DevAgent.builder().port(0).maxBytes(2_000_000).start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void shows_json_and_message_pack_as_json() throws Exception {
        byte[] llm = utf8("[{\"event_type\":\"span\",\"spans\":[{\"name\":\"chat\"}]}]");
        assertThat(post(
                                "/evp_proxy/v2/api/v2/llmobs",
                                llm,
                                SUBDOMAIN,
                                "llmobs-intake",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(202);
        byte[] stats = Payloads.encode(map("Service", "shop", "Stats", List.of(map("Hash", 1))));
        post("/v0.1/pipeline_stats", gzip(stats), "Content-Type", "application/msgpack", "Content-Encoding", "gzip");

        JsonNode list = get("/api/payloads");
        assertThat(list.at("/kinds").toString()).isEqualTo("{\"data-streams\":1,\"llm\":1}");
        assertThat(list.at("/payloads").findValuesAsText("summary"))
                .containsExactly("Service, Stats (1)", "1 item: event_type, spans (1)");
        assertThat(get("/api/payloads?kind=llm&limit=1").at("/payloads").findValuesAsText("kind"))
                .containsExactly("llm");
        assertThat(get("/api/payloads/1").at("/parts/0/json/0/spans/0/name").textValue())
                .isEqualTo("chat");
        assertThat(get("/api/payloads/2").at("/parts/0/json/Stats/0/Hash").intValue())
                .isEqualTo(1);
        assertThat(get("/api/problems").at("/problems").size()).isZero();
    }

    @Test
    void shows_the_parts_of_a_form_and_unpacks_them() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(utf8("--b\r\nContent-Disposition: form-data; name=\"event\"; filename=\"event.json\"\r\n"
                + "Content-Type: application/json\r\n\r\n{\"type\":\"symdb\"}\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"file.gz\"\r\n"
                + "Content-Type: application/gzip\r\n\r\n"));
        body.writeBytes(gzip(utf8("{\"scopes\":[]}")));
        body.writeBytes(utf8("\r\n--b--\r\n"));

        post("/symdb/v1/input?ddtags=a", body.toByteArray(), "Content-Type", "multipart/form-data; boundary=\"b\"");

        JsonNode payload = get("/api/payloads/1");
        assertThat(payload.at("/kind").textValue()).isEqualTo("symbols");
        assertThat(payload.at("/query").textValue()).isEqualTo("ddtags=a");
        assertThat(payload.at("/summary").textValue()).isEqualTo("event.json, file.gz");
        assertThat(payload.at("/parts/0/json/type").textValue()).isEqualTo("symdb");
        assertThat(payload.at("/parts/1/json").toString()).isEqualTo("{\"scopes\":[]}");
        assertThat(get("/api/problems").at("/problems").size()).isZero();
    }

    @Test
    void tells_what_is_not_what_it_says_it_is() throws Exception {
        post("/debugger/v2/input", utf8("{\"half\":"), "Content-Type", "application/json");
        post("/debugger/v1/input", utf8("{} {}"), "Content-Type", "application/json");
        post("/v0.1/pipeline_stats", utf8("{}"), "Content-Type", "application/msgpack");
        post("/profiling/v1/input", utf8("--x\r\n"), "Content-Type", "multipart/form-data; boundary=x");

        assertThat(get("/api/problems").findValuesAsText("reason"))
                .hasSize(4)
                .anyMatch(reason -> reason.startsWith("the body of type application/json is not JSON: "))
                .contains("the body of type application/json is not JSON: more follows the document")
                .anyMatch(reason -> reason.startsWith("the body of type application/msgpack is not MessagePack"))
                .contains("not multipart/form-data: part 0 of the form has no end of its headers");
        assertThat(get("/api/payloads").at("/payloads").size()).isEqualTo(4);
    }

    @Test
    void refuses_what_names_no_intake_behind_the_proxy() throws Exception {
        assertThat(post("/evp_proxy/v4/api/v2/llmobs", utf8("[]")).statusCode()).isEqualTo(400);
        assertThat(get("/api/payloads").at("/payloads").size()).isZero();
    }

    @Test
    void switches_nothing_on_in_test_libraries() throws Exception {
        assertThat(ask("libraries/tests/services/setting").at("/data/attributes/itr_enabled"))
                .isEqualTo(JSON.readTree("false"));
        assertThat(ask("ci/tests/skippable").at("/data").size()).isZero();
        assertThat(ask("ci/libraries/tests")
                        .at("/data/attributes/page_info/has_next")
                        .booleanValue())
                .isFalse();
        HttpResponse<String> commits = post(
                "/evp_proxy/v4/api/v2/git/repository/search_commits",
                utf8("{\"data\":[{\"id\":\"abc\",\"type\":\"commit\"}]}"),
                SUBDOMAIN,
                "api",
                "Content-Type",
                "application/json");
        assertThat(commits.body()).isEqualTo("{\"data\":[{\"id\":\"abc\",\"type\":\"commit\"}]}");
        assertThat(get("/api/payloads").at("/kinds").toString()).isEqualTo("{\"git\":1,\"test-settings\":3}");
    }

    @Test
    void keeps_the_last_ones_only_and_forgets_them_on_request() throws Exception {
        for (int i = 0; i < 5; i++) {
            post("/profiling/v1/input", new byte[300_000]);
        }

        assertThat(get("/api/payloads").at("/payloads").findValuesAsText("number"))
                .containsExactly("5", "4", "3");
        post("/profiling/v1/input", new byte[1_000_000]);
        assertThat(get("/api/problems").findValuesAsText("reason"))
                .containsExactly("dropped: 1000000 bytes are too many to be kept");
        http.send(request("/api/payloads").DELETE().build(), BodyHandlers.discarding());
        assertThat(get("/api/payloads").at("/payloads").size()).isZero();
    }

    private JsonNode ask(String path) throws Exception {
        HttpResponse<String> answer = post("/evp_proxy/v4/api/v2/" + path, utf8("{}"), SUBDOMAIN, "api");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(
                http.send(request(path).build(), BodyHandlers.ofString()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + path));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] body) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }
}
