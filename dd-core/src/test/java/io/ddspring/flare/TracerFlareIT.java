/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.telemetry.StatusAction;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.Fault;
import io.ddspring.test.ReceivedRequest;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracerFlareIT {
    private static final String ENDPOINT = "/tracer_flare/v1";
    private static final FlareTask TASK = new FlareTask("u-1", "12345-with-debug", "hôst", "me@x.com");

    private final FakeAgent agent = FakeAgent.start().answer(ENDPOINT, request -> Answer.json("{}"));
    private final Configuration configuration = new Configuration(key -> switch (key.name()) {
        case "dd.trace.agent-url" -> text(agent.url().toString());
        case "dd.service" -> text("shop");
        case "dd.tags" -> text("db.password:hunter2");
        default -> null;
    });
    private final AgentClient client = AgentClient.from(configuration, null);
    private final ManualTap tap = new ManualTap();
    private final ManualBackground background = new ManualBackground();
    private final List<FlareEntry> entries = new ArrayList<>(
            new StandardEntries(configuration, new TracerHealth(), new InstrumentationReport(), Map::of, List::of)
                    .all());
    private final Map<String, Throwable> broken = new LinkedHashMap<>();
    private final TracerFlare flare = new TracerFlare(
            configuration,
            "0b1e",
            client,
            failures -> {
                broken.forEach(failures);
                return entries;
            },
            tap,
            Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC),
            background);

    @BeforeEach
    void open() {
        configuration.get(ServiceKeys.TAGS);
        client.open();
    }

    @AfterEach
    void close() {
        flare.close();
        client.close();
        agent.close();
    }

    @Test
    void a_flare_is_a_form_with_five_fields() throws IOException {
        send();

        ReceivedRequest request = agent.requests(ENDPOINT).get(0);
        Map<String, FormPart> form = FormPart.read(request);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("Datadog-Meta-Lang")).isEqualTo("java");
        assertThat(form).containsOnlyKeys("source", "case_id", "email", "hostname", "flare_file");
        assertThat(form.get("source").content()).isEqualTo("tracer_java");
        assertThat(form.get("case_id").content()).isEqualTo("12345-with-debug");
        assertThat(form.get("email").content()).isEqualTo("me@x.com");
        assertThat(new String(form.get("hostname").bytes(), StandardCharsets.UTF_8))
                .isEqualTo("hôst");
        assertThat(form.get("flare_file").fileName()).isEqualTo("dd-java-flare-0b1e-1234.zip");
        assertThat(form.get("flare_file").contentType()).isEqualTo("application/octet-stream");
        assertThat(flare.status())
                .extractingByKey("last-sent")
                .asInstanceOf(MAP)
                .containsEntry("result", "sent")
                .containsEntry("case-id", "12345-with-debug");
    }

    @Test
    void the_flare_has_every_file_without_secrets() throws IOException {
        Map<String, String> files = sent();

        assertThat(files)
                .containsOnlyKeys(
                        "flare_info.txt",
                        "tracer_version.txt",
                        "initial_config.txt",
                        "dynamic_config.txt",
                        "classpath.txt",
                        "library_path.txt",
                        "jvm_args.txt",
                        "threads.txt",
                        "tracer_health.txt",
                        "span_metrics.txt",
                        "instrumenter_state.txt",
                        "instrumenter_metrics.txt",
                        "pending_traces.txt",
                        "tracer.log");
        assertThat(files.get("tracer.log")).hasSize(64);
        assertThat(files.get("flare_info.txt").lines())
                .contains(
                        "Requested by: the Agent, for case 12345-with-debug",
                        "Service: shop",
                        "Runtime id: 0b1e",
                        "Files that failed: []");
        assertThat(files.values()).noneMatch(text -> text.contains("hunter2"));
    }

    @Test
    void lines_that_were_collected_are_in_the_flare_without_secrets() throws IOException {
        flare.prepare();
        tap.log("connected with password=hunter2");

        assertThat(sent().get("tracer.log")).endsWith("connected with password=******\n");
    }

    @Test
    void a_full_log_ends_with_the_newest_line() throws IOException {
        flare.prepare();
        for (int i = 0; i < 200_000; i++) {
            tap.log("a line of usual length with a short token=a number " + i);
        }

        assertThat(sent().get("tracer.log"))
                .hasSizeBetween(12_000_000, 15_000_000)
                .endsWith("token=****** number 199999\n");
    }

    @Test
    void a_file_of_a_feature_replaces_that_of_the_library() throws IOException {
        entries.add(0, FlareEntry.of("dynamic_config.txt", out -> out.write("sample rate 0.5")));
        entries.add(0, FlareEntry.of("broken.txt", out -> {
            throw new IOException("gone");
        }));

        Map<String, String> files = sent();

        assertThat(files).containsEntry("dynamic_config.txt", "sample rate 0.5").hasSize(15);
        assertThat(files.get("broken.txt")).contains("java.io.IOException: gone");
        assertThat(files.get("flare_info.txt")).contains("Files that failed: [broken.txt]");
    }

    @Test
    void what_cannot_be_had_is_told_and_the_rest_is_there() throws IOException {
        broken.put("bean b", new NoClassDefFoundError("gone"));
        entries.add(0, new FlareEntry() {
            @Override
            public String name() {
                throw new IllegalStateException("nameless");
            }

            @Override
            public void write(Writer out) {}
        });

        Map<String, String> files = sent();

        assertThat(files).hasSize(15);
        assertThat(files.get("errors.txt"))
                .startsWith("bean b: java.lang.NoClassDefFoundError: gone\n")
                .contains("IllegalStateException: nameless");
        assertThat(files.get("flare_info.txt")).contains("Files that failed: [bean b, a file of ");
    }

    @Test
    void what_fails_wholly_does_not_keep_the_flare_from_being_sent() throws IOException {
        TracerFlare failing = new TracerFlare(
                configuration,
                "0b1e",
                client,
                failures -> {
                    throw new NoClassDefFoundError("gone");
                },
                tap,
                Clock.systemUTC(),
                background);

        failing.send(TASK);
        background.tasks.forEach(Runnable::run);

        assertThat(received()).containsOnlyKeys("tracer.log", "errors.txt", "flare_info.txt");
        assertThat(received().get("errors.txt")).contains("java.lang.NoClassDefFoundError: gone");
    }

    @Test
    void an_error_of_another_kind_is_remembered_too() {
        TracerFlare failing = new TracerFlare(
                configuration, "0b1e", client, failures -> entries, tap, new StoppedClock(), background);

        failing.send(TASK);
        background.tasks.forEach(Runnable::run);

        assertThat(failing.status())
                .extractingByKey("last-sent")
                .asInstanceOf(MAP)
                .containsEntry("result", "java.lang.NoClassDefFoundError: stopped");
    }

    @ParameterizedTest
    @CsvSource({
        "404, java.io.IOException: the Agent takes no flares (status 404)",
        "400, java.io.IOException: the Agent answered with status 400: no case_id",
        "503, java.io.IOException: the Agent answered with status 503: no case_id"
    })
    void a_refusal_is_remembered(int status, String result) {
        agent.answer(ENDPOINT, request -> Answer.text(status, "no case_id"));

        send();

        assertThat(lastResult()).isEqualTo(result);
        assertThat(agent.requests(ENDPOINT)).hasSize(1);
    }

    @Test
    void an_agent_that_cannot_be_reached_does_no_harm() {
        agent.stopListening();

        send();

        assertThat(lastResult()).contains("onnect");
    }

    @Test
    void an_agent_that_breaks_off_does_no_harm() {
        agent.failNext(Fault.closeWithoutAnswer());

        send();

        assertThat(lastResult()).contains("Exception");
    }

    @Test
    void a_user_gets_the_same_as_a_file_of_his_own(@TempDir Path directory) throws Exception {
        LocalFlare action = new LocalFlare(flare, directory);

        Map<String, Object> answer = action.run();

        Path file = Path.of((String) answer.get("path"));
        assertThat(file).isRegularFile().hasParent(directory.toAbsolutePath()).hasSize((Integer) answer.get("size"));
        assertThat(file.getFileName().toString()).matches("dd-java-flare-0b1e-1234-\\d+\\.zip");
        List<String> names = List.copyOf(Zip.read(Files.readAllBytes(file)).keySet());
        assertThat(names).contains("tracer.log", "flare_info.txt", "threads.txt");
        assertThat(answer).containsEntry("entries", names).containsEntry("failed", List.of());
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(agent.requests(ENDPOINT)).isEmpty();
    }

    @Test
    void the_last_three_files_are_kept(@TempDir Path directory) throws Exception {
        Path foreign = Files.createFile(directory.resolve("dd-java-flare-0b1e-1-1.zip"));
        LocalFlare action = new LocalFlare(flare, directory);
        List<Path> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            written.add(Path.of((String) action.run().get("path")));
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(foreign, written.get(2), written.get(3), written.get(4));
        }
    }

    @Test
    void a_file_that_cannot_be_written_is_not_left_behind(@TempDir Path directory) {
        LocalFlare action = new LocalFlare(flare, directory, (file, bytes) -> {
            Files.write(file, Arrays.copyOf(bytes, 100));
            throw new IOException("No space left on device");
        });

        assertThatThrownBy(action::run).isInstanceOf(IOException.class).hasMessage("No space left on device");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void one_flare_is_made_at_a_time(@TempDir Path directory) throws Exception {
        LocalFlare action = new LocalFlare(flare, directory);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        entries.add(FlareEntry.of("slow.txt", out -> {
            begun.countDown();
            await(release);
        }));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Map<String, Object>> first = other.submit(action::run);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(action::run)
                    .isInstanceOf(StatusAction.BusyException.class)
                    .hasMessageStartingWith("a flare is being made");

            release.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).containsKey("path");
            assertThat(action.run()).containsKey("path");
        } finally {
            release.countDown();
            other.shutdownNow();
        }
    }

    @Test
    void closing_gives_the_log_lines_back() {
        flare.prepare();
        flare.close();

        assertThat(tap.listeners).isEmpty();
    }

    private Map<String, String> sent() throws IOException {
        send();
        return received();
    }

    private Map<String, String> received() throws IOException {
        return Zip.read(
                FormPart.read(agent.requests(ENDPOINT).get(0)).get("flare_file").bytes());
    }

    private void send() {
        assertThat(flare.send(TASK)).isTrue();
        background.tasks.forEach(Runnable::run);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastResult() {
        return String.valueOf(((Map<?, ?>) flare.status().get("last-sent")).get("result"));
    }

    private static ConfigText text(String value) {
        return new ConfigText(value, ConfigOrigin.ENVIRONMENT, "test");
    }

    /** Tells the time once. */
    private static final class StoppedClock extends Clock {
        private boolean asked;

        @Override
        public Instant instant() {
            if (asked) {
                throw new NoClassDefFoundError("stopped");
            }
            asked = true;
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
