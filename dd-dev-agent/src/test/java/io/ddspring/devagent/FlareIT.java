/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.AgentConnection.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FlareIT {
    private static final List<String> TEXTS = List.of("source", "case_id", "email", "hostname");

    private final DevAgent agent = DevAgent.builder().port(0).dogStatsDPort(-1).start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void shows_a_flare_and_what_is_in_it() throws Exception {
        byte[] zip = zip("tracer.log", "<script>é", "logs/a b.txt", "");
        assertThat(send(TEXTS, "12345", zip)).isEqualTo(200);

        JsonNode flare = connection.json("/api/flares").at("/flares/0");
        assertThat(flare.at("/number").intValue()).isEqualTo(1);
        assertThat(flare.at("/caseId").textValue()).isEqualTo("12345");
        assertThat(flare.at("/email").textValue()).isEqualTo("email of it");
        assertThat(flare.at("/hostname").textValue()).isEqualTo("hostname of it");
        assertThat(flare.at("/source").textValue()).isEqualTo("source of it");
        assertThat(flare.at("/bytes").intValue()).isEqualTo(zip.length);
        assertThat(flare.at("/entries"))
                .isEqualTo(JSON.readTree(
                        "[{\"name\":\"tracer.log\",\"bytes\":10},{\"name\":\"logs/a b.txt\",\"bytes\":0}]"));
        HttpResponse<byte[]> file = connection.get("/api/flares/1");
        assertThat(file.body()).isEqualTo(zip);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/zip");
        HttpResponse<byte[]> entry = connection.get("/api/flares/1/tracer.log");
        assertThat(new String(entry.body(), StandardCharsets.UTF_8)).isEqualTo("<script>é");
        assertThat(entry.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(entry.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(connection.get("/api/flares/1/logs/a%20b.txt").statusCode()).isEqualTo(200);
        assertThat(connection.get("/api/flares/1/../tracer.log").statusCode()).isEqualTo(404);
        assertThat(connection.get("/api/flares/2").statusCode()).isEqualTo(404);
        assertThat(connection.get("/api/flares/x").statusCode()).isEqualTo(404);
        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void refuses_a_flare_without_one_of_its_fields() throws Exception {
        for (String field : TEXTS) {
            assertThat(send(TEXTS.stream().filter(name -> !name.equals(field)).toList(), "1", zip("a", "b")))
                    .isEqualTo(400);
        }
        assertThat(send(TEXTS, "1", null)).isEqualTo(400);

        assertThat(connection.json("/api/flares").at("/flares").size()).isZero();
        assertThat(connection.problems())
                .hasSize(5)
                .last()
                .asString()
                .isEqualTo("answered 400: the form has no flare_file");
    }

    @Test
    void keeps_the_last_five() throws Exception {
        for (int i = 1; i <= 6; i++) {
            send(TEXTS, String.valueOf(i), zip("a", "b"));
        }

        assertThat(connection.json("/api/flares").findValuesAsText("number")).containsExactly("6", "5", "4", "3", "2");
        connection.send("DELETE", "/api/flares", "");
        assertThat(connection.json("/api/flares").at("/flares").size()).isZero();
    }

    @Test
    void notes_what_is_odd_and_keeps_it() throws Exception {
        assertThat(send(TEXTS, "x", "no zip".getBytes(StandardCharsets.UTF_8))).isEqualTo(200);

        assertThat(connection.problems())
                .containsExactly(
                        "the case_id 'x' is no number of a case", "flare_file is no zip file: there is no entry in it");
        assertThat(connection.json("/api/flares").at("/flares").size()).isEqualTo(1);
    }

    @Test
    void one_that_is_too_large_is_told_of_and_does_not_push_others_out() throws Exception {
        send(TEXTS, "1", zip("a.txt", "a"));

        assertThat(send(TEXTS, "2", new byte[9 * 1024 * 1024])).isEqualTo(200);

        assertThat(connection.problems()).contains("dropped: 9437184 bytes are too many to be kept");
        assertThat(connection.json("/api/flares").findValuesAsText("caseId")).containsExactly("1");
    }

    private int send(List<String> texts, String caseId, byte[] zip) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String name : texts) {
            String value = name.equals("case_id") ? caseId : name + " of it";
            form.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        if (zip != null) {
            form.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"flare_file\"; filename=\"f.zip\"\r\n"
                            + "Content-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(zip);
            form.writeBytes(new byte[] {'\r', '\n'});
        }
        form.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return connection
                .send("POST", "/tracer_flare/v1", form.toByteArray(), "Content-Type", "multipart/form-data; boundary=b")
                .statusCode();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
