/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.testing.ManualTime;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client without its thread, before an Agent. */
final class PollUnderTest implements AutoCloseable {
    static final String PATH = "/v0.7/config";

    private final ManualTime time = new ManualTime();
    private final FakeAgent fake = FakeAgent.start();
    private final AgentClient agent = new AgentClient(
            AgentAddressSettings.of(AgentAddress.parse(fake.url().toString())), Duration.ofSeconds(5), Map.of(), null);
    private final RemoteConfigClient client;

    PollUnderTest(@Nullable TargetsKey key) {
        RemoteConfigSettings settings =
                new RemoteConfigSettings(null, Duration.ofSeconds(5), null, true, 5 * 1024 * 1024, key);
        ClientIdentity identity = new ClientIdentity(
                "11111111-1111-4111-8111-111111111111",
                "22222222-2222-4222-8222-222222222222",
                "0.1.0",
                "orders",
                "prod",
                "1.2.0",
                () -> List.of("team:core", "env:prod"),
                () -> List.of("orders-db"),
                () -> List.of("entrypoint.name:orders"));
        fake.info(AgentInfo.defaults().withEndpoints(PATH));
        agent.open();
        agent.refreshInfoIfDue();
        client = new RemoteConfigClient(() -> new Poller(
                settings,
                identity,
                new AgentEndpoint(agent, new PollHeaders(agent, "secret"), settings.answerLimitBytes()),
                time,
                () -> 0.5));
    }

    RemoteConfigClient client() {
        return client;
    }

    ManualTime time() {
        return time;
    }

    FakeAgent agent() {
        return fake;
    }

    PollUnderTest product(RemoteConfigProduct product) {
        client.register(product);
        return this;
    }

    /** The Agent comes back without the feature; returns when that is known, which takes the two seconds between looks. */
    void agentLosesFeature() {
        fake.info(AgentInfo.defaults().withEndpoints("/v0.4/traces"));
        while (agent.info().supports(PATH)) {
            agent.discovery().requestRefresh();
            agent.refreshInfoIfDue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Has the client ask once; the Agent answers {@code json}. */
    Duration poll(String json) {
        fake.answer(PATH, request -> Answer.json(json));
        return client.poll();
    }

    /** What the client tells of itself in its next request. */
    JsonNode nextRequest() {
        poll("{}");
        List<ReceivedRequest> requests = fake.requests(PATH);
        try {
            return new JsonMapper().readTree(requests.get(requests.size() - 1).body());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        client.close();
        agent.close();
        fake.close();
    }
}
