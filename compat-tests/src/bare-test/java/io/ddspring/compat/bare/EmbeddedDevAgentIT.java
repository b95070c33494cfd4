/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application with the starter and the development agent. */
class EmbeddedDevAgentIT {
    private static final String BANNER = "The development agent runs";
    private static final String CONSOLE = "http://localhost:";

    private final ClassPaths classPaths = ClassPaths.ofThisModule();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path reports;

    @ParameterizedTest
    @EnumSource(names = {"WEB", "WEBFLUX"})
    void what_the_library_sends_arrives_in_the_application_itself(BareApplication bare) throws Exception {
        RunningApplication application = start(
                bare,
                Map.of(
                        "DD_DEV_AGENT_ENABLED",
                        "true",
                        "DD_DEV_AGENT_PORT",
                        "0",
                        "DD_DEV_AGENT_DOGSTATSD_PORT",
                        "0",
                        "DD_TELEMETRY_HEARTBEAT_INTERVAL",
                        "1"));
        try (application) {
            String banner = application.awaitLine(line -> line.contains(BANNER));
            URI console = URI.create(banner.substring(banner.indexOf(CONSOLE)));
            application.get("/greetings/ada");

            await(console.resolve("/api/telemetry/messages"), "app-started");
            if (bare == BareApplication.WEB) {
                await(console.resolve("/api/traces"), "GET /greetings/{name}");
            }
            application.get("/greetings/eve");
        }
        assertThat(warnings(application)).singleElement().asString().contains(BANNER);
    }

    @Test
    void without_a_word_on_it_a_configured_agent_gets_everything() {
        try (FakeAgent agent = FakeAgent.start();
                RunningApplication application = start(
                        BareApplication.WEB,
                        Map.of("DD_TRACE_AGENT_URL", agent.url().toString()))) {
            application.get("/greetings/ada");

            agent.awaitTraceWithResource("GET /greetings/{name}");
            assertThat(warnings(application)).isEmpty();
        }
    }

    @Test
    void an_application_that_ends_at_once_does_so_with_it() {
        RunningApplication application = start(
                BareApplication.COMMAND_LINE,
                Map.of("DD_DEV_AGENT_ENABLED", "true", "DD_DEV_AGENT_PORT", "0", "DD_DEV_AGENT_DOGSTATSD_PORT", "0"));
        application.close();

        assertThat(warnings(application)).allMatch(line -> line.contains(BANNER));
    }

    private RunningApplication start(BareApplication bare, Map<String, String> environment) {
        String agent = classPaths.of(List.of("dd-dev-agent"), List.of());
        return RunningApplication.start(
                bare, bare.classPath(classPaths, true) + File.pathSeparator + agent, reports, environment);
    }

    /** Asks until the answer has {@code text}. */
    private void await(URI target, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String answer;
        do {
            answer = client.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofString())
                    .body();
        } while (!answer.contains(text) && System.nanoTime() < deadline);
        assertThat(answer).contains(text);
    }

    private static List<String> warnings(RunningApplication application) {
        return application.log().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }
}
