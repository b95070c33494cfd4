/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client with its thread. */
class RemoteConfigThreadIT {
    private static final String PATH = "/v0.7/config";
    private static final String FIXED = "/configs";
    private static final String CFG_A = "datadog/2/APM_TRACING/cfg-a/config";

    private final FakeAgent fake = FakeAgent.start().info(AgentInfo.defaults().withEndpoints(PATH));
    private final CountDownLatch released = new CountDownLatch(1);

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        released.countDown();
        fake.close();
    }

    @Test
    void a_process_of_a_moment_asks_as_soon_as_it_is_known_what_the_agent_offers() {
        AgentClient agent = agent(Map.of());
        try (RemoteConfigClient client = client(agent, Map.of("DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS", "3600"))) {
            client.register(new RecordingProduct("APM_TRACING"));
            client.start();
            agent.open();
            agent.refreshInfoIfDue();

            fake.awaitRequests(PATH, 1);
        }
    }

    @Test
    void a_product_that_comes_later_is_asked_for_at_once() {
        AgentClient agent = agent(Map.of());
        agent.open();
        agent.refreshInfoIfDue();
        try (RemoteConfigClient client = client(agent, Map.of("DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS", "3600"))) {
            client.register(new RecordingProduct("APM_TRACING"));
            client.start();
            fake.awaitRequests(PATH, 1);

            client.register(new RecordingProduct("ASM"));

            fake.awaitRequests(PATH, 2);
            assertThat(fake.requests(PATH).get(1).bodyAsText()).contains("\"products\":[\"APM_TRACING\",\"ASM\"]");
        }
    }

    @Test
    void products_that_nobody_needs_before_are_created_by_the_thread_that_asks() {
        AgentClient agent = agent(Map.of());
        agent.open();
        agent.refreshInfoIfDue();
        List<String> creators = new CopyOnWriteArrayList<>();
        try (RemoteConfigClient client = client(agent, Map.of())) {
            client.registerWhenStarted(() -> {
                creators.add(Thread.currentThread().getName());
                return List.of(new RecordingProduct("APM_TRACING"));
            });
            client.start();
            fake.awaitRequests(PATH, 1);
        }
        assertThat(creators).containsExactly("dd-remote-config");
    }

    @Test
    void a_url_of_its_own_is_asked_without_an_agent_and_again_after_a_pause() {
        fake.answer(FIXED, request -> Answer.json("{}"));
        try (RemoteConfigClient client = client(agent(Map.of()), Map.of("DD_REMOTE_CONFIG_URL", fake.url() + FIXED))) {
            client.register(new RecordingProduct("APM_TRACING"));
            client.start();
            fake.awaitRequests(FIXED, 1);
            client.close();
            int before = fake.requests(FIXED).size();
            client.start();

            fake.awaitRequests(FIXED, before + 1);
        }
    }

    @Test
    void closing_waits_for_no_server() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        fake.answer(FIXED, request -> {
            asked.countDown();
            await(released);
            return Answer.json("{}");
        });
        RemoteConfigClient client = client(agent(Map.of()), Map.of("DD_REMOTE_CONFIG_URL", fake.url() + FIXED));
        client.register(new RecordingProduct("APM_TRACING"));
        client.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        Thread thread = thread();

        client.close();

        thread.join(1_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void one_poll_is_under_way_at_a_time_and_nobody_else_waits_for_it() throws InterruptedException {
        CountDownLatch applying = new CountDownLatch(1);
        AgentClient agent = agent(Map.of());
        agent.open();
        agent.refreshInfoIfDue();
        fake.answer(
                PATH,
                request ->
                        Answer.json(SignedOffer.version(7).with(CFG_A, 1, "{}").json()));
        try (RemoteConfigClient client = client(agent, Map.of("DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS", "0.05"))) {
            client.register(new RecordingProduct("APM_TRACING").applying(() -> {
                applying.countDown();
                await(released);
            }));
            client.start();
            assertThat(applying.await(10, TimeUnit.SECONDS)).isTrue();

            client.pollNow();
            client.register(new RecordingProduct("ASM"));
            assertThat(client.status().configs()).isEmpty();
            client.close();
            client.start();
            assertThat(fake.requests(PATH)).hasSize(1);

            released.countDown();
            fake.awaitRequests(PATH, 2);
        }
    }

    @Test
    void a_directory_can_join_the_agent_and_neither_stops_the_other() throws Exception {
        RecordingProduct product = new RecordingProduct("APM_TRACING");
        Path file = Files.createDirectories(directory.resolve("APM_TRACING")).resolve("local.json");
        Files.writeString(file, " ".repeat(2048));
        AgentClient agent = agent(Map.of());
        agent.open();
        agent.refreshInfoIfDue();
        fake.answer(
                PATH,
                request ->
                        Answer.json(SignedOffer.version(7).with(CFG_A, 1, "{}").json()));
        try (RemoteConfigClient client = client(
                agent,
                Map.of(
                        "DD_REMOTE_CONFIG_FILE", directory.toString(),
                        "DD_REMOTE_CONFIG_FILE_MODE", "overlay",
                        "DD_REMOTE_CONFIG_MAX_PAYLOAD_SIZE", "1"))) {
            client.register(product);
            client.poll();
            assertThat(product.calls()).containsExactly("apply cfg-a {}", "commit");
            assertThat(client.status().lastResult()).contains("local.json is larger", "taken");

            Files.writeString(file, "{\"a\":1}");
            fake.answer(PATH, request -> Answer.text(500, "no"));
            client.poll();

            assertThat(product.calls()).containsExactly("apply local {\"a\":1}", "commit");
            assertThat(client.status().configs())
                    .extracting(config -> config.path().text())
                    .containsExactlyInAnyOrder(CFG_A, "local/0/APM_TRACING/local/config");
        }
    }

    private AgentClient agent(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("DD_TRACE_AGENT_URL", fake.url().toString());
        return AgentClient.from(new Configuration(ConfigSources.environment(all)), null);
    }

    private static RemoteConfigClient client(AgentClient agent, Map<String, String> variables) {
        ClientIdentity identity =
                new ClientIdentity("id", "runtime", "0.1.0", "orders", "", "", List::of, List::of, List::of);
        return RemoteConfigClient.from(new Configuration(ConfigSources.environment(variables)), agent, identity);
    }

    private static Thread thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dd-remote-config"))
                .findAny()
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
