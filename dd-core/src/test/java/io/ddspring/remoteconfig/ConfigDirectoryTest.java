/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void files_are_given_to_their_products_changed_and_taken_back() throws IOException {
        RecordingProduct product = new RecordingProduct("APM_TRACING");
        try (RemoteConfigClient client = client(directory.resolve("configs"))) {
            client.register(product);
            client.poll();
            assertThat(product.calls()).isEmpty();

            Path file = directory.resolve("configs/APM_TRACING/rate.json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{\"a\":1}");
            client.poll();
            client.poll();
            Files.writeString(file, "{\"a\":2}");
            client.poll();
            Files.delete(file);
            client.poll();
        }

        assertThat(product.calls())
                .containsExactly(
                        "apply rate {\"a\":1}", "commit", "apply rate {\"a\":2}", "commit", "remove rate", "commit");
    }

    @Test
    void what_is_there_is_told_in_the_status() throws IOException {
        try (RemoteConfigClient client = client(directory)) {
            client.register(new RecordingProduct("APM_TRACING"));
            Files.createDirectories(directory.resolve("APM_TRACING"));
            Files.createDirectories(directory.resolve("OTHER"));
            Files.writeString(directory.resolve("APM_TRACING/rate.json"), "{}");
            Files.writeString(directory.resolve("APM_TRACING/notes.txt"), "not a configuration");
            Files.writeString(directory.resolve("OTHER/x.json"), "{}");
            client.poll();

            assertThat(client.status().configs())
                    .singleElement()
                    .satisfies(config -> assertThat(config.path().text()).isEqualTo("local/0/APM_TRACING/rate/config"));
            assertThat(client.status().lastResult()).contains("local/0/OTHER/x/config");
        }
    }

    @Test
    void a_file_that_is_too_large_leaves_everything_as_it_is() throws IOException {
        RecordingProduct product = new RecordingProduct("APM_TRACING");
        Path file = Files.createDirectories(directory.resolve("APM_TRACING")).resolve("rate.json");
        Files.writeString(file, "{}");
        try (RemoteConfigClient client = client(directory)) {
            client.register(product);
            client.poll();
            product.calls();

            Files.writeString(file, " ".repeat(1025));
            client.poll();

            assertThat(product.calls()).isEmpty();
            assertThat(client.status().configs()).hasSize(1);
            assertThat(client.status().lastResult()).contains("rate.json is larger than 1024 bytes");
        }
    }

    private static RemoteConfigClient client(Path directory) {
        AgentClient closed =
                new AgentClient(AgentAddressSettings.of(AgentAddress.DEFAULT), Duration.ofSeconds(1), Map.of(), null);
        return new RemoteConfigClient(() -> new Poller(
                new RemoteConfigSettings(null, Duration.ofSeconds(5), directory, false, 1024, null),
                new ClientIdentity("id", "runtime", "0.1.0", "orders", "", "", List::of, List::of, List::of),
                new AgentEndpoint(closed, new PollHeaders(closed, ""), 1024),
                Clock.systemUTC(),
                () -> 0.5));
    }
}
