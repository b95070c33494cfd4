/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the runnable jar as a user does. */
@Timeout(60)
class DevAgentMainIT {
    private static final Pattern ADDRESS = Pattern.compile("console at http://localhost:(\\d+)");

    @Test
    void the_runnable_jar_tells_its_address_and_serves_the_console() throws Exception {
        Process process = run("--port", "0");
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);

            HttpRequest page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(page, BodyHandlers.ofString())
                            .body())
                    .contains("development agent");
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_wrong_argument_ends_it_with_its_usage() throws Exception {
        Process process = run("--prot", "0");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines()).singleElement().asString().contains("'--prot'. Usage: [--port <number>]");
            assertThat(process.waitFor()).isEqualTo(2);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void passes_its_options_on() throws Exception {
        Process process = run("--port=0", "--dogstatsd-port=-1", "--client-stats");
        try (BufferedReader output = process.inputReader()) {
            HttpRequest info = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(output) + "/info"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(info, BodyHandlers.ofString())
                            .body())
                    .contains("\"client_drop_p0s\":true")
                    .doesNotContain("statsd_port");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_socket_that_cannot_be_made_ends_it_with_one_message() throws Exception {
        Process process = run("--port=0", "--dogstatsd-port=-1", "--unix-socket=/nowhere/at/all");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines()).singleElement().asString().contains("the development agent cannot listen: ");
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", System.getProperty("devagent.exec-jar")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static int port(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return Integer.parseInt(address.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("the program ended without telling its address:\n" + seen);
    }
}
