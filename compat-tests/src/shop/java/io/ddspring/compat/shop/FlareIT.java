/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.flare.FlarePreparation;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.test.FakeAgent;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FlareIT {
    private static final String FLARE = "/actuator/datadog/flare";

    @Test
    void a_flare_has_every_file_and_the_lines_of_the_library() throws Exception {
        try (FakeAgent agent = FakeAgent.start();
                Shop shop = Shop.start(agent.url(), "--management.endpoint.datadog.access=unrestricted")) {
            prepare(shop.context().getBean(FlarePreparation.class));
            shop.get("/ping");
            LoggerFactory.getLogger("io.ddspring.writer.Test").debug("a line at {}", "DEBUG");

            HttpResponse<String> response = shop.post(FLARE);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode answer = new ObjectMapper().readTree(response.body());
            assertThat(answer.at("/failed")).isEmpty();
            Map<String, String> files = taken(Path.of(answer.at("/path").asText()));
            assertThat(files).containsKeys("flare_info.txt", "classpath.txt", "threads.txt", "tracer_health.txt");
            assertThat(files.get("auto-configuration-report.txt")).contains("DdFlareAutoConfiguration");
            assertThat(files.get("beans.txt")).contains("ddTracer ");
            assertThat(files.get("tracer.log")).contains("DEBUG [main] io.ddspring.writer.Test - a line at DEBUG");
        }
    }

    @Test
    void nobody_writes_where_reading_is_all_that_is_allowed() {
        try (FakeAgent agent = FakeAgent.start();
                Shop shop = Shop.start(agent.url())) {
            assertThat(shop.post(FLARE).statusCode()).isEqualTo(405);
            assertThat(shop.post("/actuator/datadog/remote-config/refresh").statusCode())
                    .isEqualTo(405);
            assertThat(shop.get(FLARE).body()).contains("POST here");
        }
    }

    private static void prepare(FlarePreparation preparation) throws Exception {
        preparation.apply(new RemoteConfig(
                RemoteConfigPath.of("datadog/2/AGENT_CONFIG/flare-log-level.debug/config"),
                1,
                "{\"config\":{\"log_level\":\"debug\"}}".getBytes(StandardCharsets.UTF_8)));
        preparation.commit();
    }

    private static Map<String, String> taken(Path path) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Files.delete(path);
        return files;
    }
}
