/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.flare.FlarePreparation;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.telemetry.StatusAction;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class FlareEndpointIT {
    private static final String WRITABLE = "--management.endpoint.datadog.access=unrestricted";

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application = new GenericApplicationContext();

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void a_user_who_may_write_gets_a_file_without_secrets() throws Exception {
        start(WRITABLE, "--dd.service=shop", "--dd.tags=team:core,db.password:hunter two");

        HttpResponse<String> response = post("flare");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = new ObjectMapper().readTree(response.body());
        Path path = Path.of(answer.at("/path").asText());
        try {
            assertThat(path).hasSize(answer.at("/size").asLong());
            Map<String, String> files = files(path);
            assertThat(files)
                    .containsKeys(
                            "flare_info.txt",
                            "initial_config.txt",
                            "threads.txt",
                            "tracer.log",
                            "auto-configuration-report.txt",
                            "beans.txt")
                    .hasSize(answer.at("/entries").size());
            assertThat(answer.at("/failed")).isEmpty();
            assertThat(files.get("initial_config.txt")).contains("dd.service=shop", "db.password:******");
            assertThat(files.get("tracer.log")).hasSize(64);
            assertThat(files.values()).noneMatch(text -> text.contains("hunter") || text.contains("two ("));
        } finally {
            Files.delete(path);
        }
    }

    @Test
    void lines_of_the_library_are_collected_and_the_log_does_not_change(CapturedOutput output) throws Exception {
        start(WRITABLE);
        prepare();
        LoggerFactory.getLogger("io.ddspring.test.Library").debug("nobody but support sees {}", "this");
        LoggerFactory.getLogger("io.ddspring.test.Library").info("everybody sees this");

        Path path = Path.of(
                new ObjectMapper().readTree(post("flare").body()).at("/path").asText());
        try {
            assertThat(files(path).get("tracer.log")).contains("nobody but support sees this", "everybody sees this");
        } finally {
            Files.delete(path);
        }
        assertThat(output.getAll()).contains("everybody sees this").doesNotContain("nobody but support");
        assertThat(get("flare").body()).contains("\"collecting\":true");
    }

    @Test
    void who_may_only_read_is_refused_and_nothing_is_done() throws Exception {
        start();

        assertThat(post("flare").statusCode()).isEqualTo(405);
        assertThat(post("test/fail").statusCode()).isEqualTo(405);
        assertThat(get("flare").statusCode()).isEqualTo(200);
    }

    @Test
    void it_is_told_what_can_be_done() throws Exception {
        start();

        JsonNode flare = new ObjectMapper().readTree(get("flare").body());
        assertThat(flare.at("/usage").asText()).startsWith("POST here writes a zip file");
        assertThat(flare.at("/log/collecting").asBoolean(true)).isFalse();
        assertThat(get("test/fail").body()).contains("POST here fails");
        assertThat(get("test/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void what_fails_says_why() throws Exception {
        start(WRITABLE);

        HttpResponse<String> response = post("test/fail");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("java.io.IOException: disk full at http://******@x");
    }

    @Test
    void what_is_being_done_already_is_a_conflict() throws Exception {
        start(WRITABLE);

        HttpResponse<String> response = post("test/busy");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("\"error\":\"it is being done\"");
    }

    @Test
    void a_status_that_cannot_be_told_says_so() throws Exception {
        start();

        HttpResponse<String> response = get("test/busy");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("POST here is busy", "\"error\":\"java.lang.IllegalStateException\"");
    }

    @Test
    void lines_are_collected_after_the_log_was_configured_anew() throws Exception {
        start(WRITABLE);
        prepare();
        LoggingSystem logging = application.getBean(LoggingSystem.class);
        logging.cleanUp();
        logging.initialize(new LoggingInitializationContext(application.getEnvironment()), null, null);
        Files.delete(Path.of(
                new ObjectMapper().readTree(post("flare").body()).at("/path").asText()));
        LoggerFactory.getLogger("io.ddspring.test.Library").debug("after the reset");

        Path path = Path.of(
                new ObjectMapper().readTree(post("flare").body()).at("/path").asText());
        try {
            assertThat(files(path).get("tracer.log")).contains("after the reset");
        } finally {
            Files.delete(path);
        }
    }

    @Test
    void where_nothing_can_be_done_nothing_is() throws Exception {
        start(WRITABLE);

        assertThat(post("config").statusCode()).isEqualTo(405);
        assertThat(post("nonsense").statusCode()).isEqualTo(404);
        assertThat(post("test/nonsense").statusCode()).isEqualTo(404);
    }

    private void prepare() throws Exception {
        FlarePreparation preparation = application.getBean(FlarePreparation.class);
        preparation.apply(new RemoteConfig(
                RemoteConfigPath.of("datadog/2/AGENT_CONFIG/flare-log-level.debug/config"),
                1,
                "{\"config\":{\"log_level\":\"debug\"}}".getBytes(StandardCharsets.UTF_8)));
        preparation.commit();
    }

    private void start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--management.endpoints.web.exposure.include=datadog");
        all.add("--server.port=0");
        all.add("--server.address=127.0.0.1");
        all.add("--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName());
        application = SpringApplication.run(Application.class, all.toArray(String[]::new));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + "/actuator/datadog/" + path);
    }

    private static Map<String, String> files(Path path) throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        InMemoryTraceWriter writer() {
            return new InMemoryTraceWriter();
        }

        @Bean
        StatusAction failing() {
            return new FailingAction();
        }

        @Bean
        StatusAction busy() {
            return new BusyAction();
        }
    }

    private static final class BusyAction implements StatusAction {
        @Override
        public String path() {
            return "test/busy";
        }

        @Override
        public String description() {
            return "is busy";
        }

        @Override
        public Map<String, Object> status() {
            throw new IllegalStateException("unknown");
        }

        @Override
        public Map<String, Object> run() throws Exception {
            throw new BusyException("it is being done");
        }
    }

    private static final class FailingAction implements StatusAction {
        @Override
        public String path() {
            return "test/fail";
        }

        @Override
        public String description() {
            return "fails";
        }

        @Override
        public Map<String, Object> run() throws Exception {
            throw new IOException("disk full at http://me:hunter2@x");
        }
    }
}
