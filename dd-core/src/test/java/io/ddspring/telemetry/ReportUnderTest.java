/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is reported, without the thread that does so, before an Agent. */
final class ReportUnderTest implements AutoCloseable {
    static final String RUNTIME_ID = "22222222-2222-4222-8222-222222222222";

    private final FakeAgent fake = FakeAgent.start();
    private final AgentClient agent = new AgentClient(
            AgentAddressSettings.of(AgentAddress.parse(fake.url().toString())), Duration.ofSeconds(5), "", null);
    private final List<TelemetryMessage> news = new ArrayList<>();
    private final TelemetryLoop loop;
    private long nowNanos;

    ReportUnderTest() {
        fake.info(AgentInfo.defaults().withEndpoints(TelemetrySender.AGENT_ENDPOINT));
        agent.open();
        ReportedApplication application =
                new ReportedApplication(RUNTIME_ID, "orders", "prod", "1.2.0", "h1", () -> "entrypoint.name:orders");
        loop = new TelemetryLoop(
                new TelemetryRequests(application, ReportedHost.read(), false, Clock.systemUTC()),
                new TelemetrySender(agent, RUNTIME_ID, "", false),
                () -> TelemetryMessage.of(TelemetryType.STARTED, json -> json.writeStringField("what", "start")),
                () -> TelemetryMessage.of(
                        TelemetryType.EXTENDED_HEARTBEAT, json -> json.writeStringField("what", "everything")),
                List.of(this::takeNews),
                Duration.ofHours(24));
    }

    FakeAgent agent() {
        return fake;
    }

    TelemetryLoop loop() {
        return loop;
    }

    ReportUnderTest news(TelemetryMessage message) {
        news.add(message);
        return this;
    }

    ReportUnderTest news(String text) {
        return news(TelemetryMessage.of(TelemetryType.LOGS, json -> json.writeStringField("text", text)));
    }

    boolean start() {
        return loop.start(nowNanos);
    }

    void heartbeat() {
        loop.heartbeat(nowNanos);
    }

    void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    /** The requests that were accepted so far. */
    List<ReceivedRequest> requests() {
        return fake.requests(TelemetrySender.AGENT_ENDPOINT).stream()
                .filter(ReceivedRequest::isAccepted)
                .toList();
    }

    /** Types of the requests, with those of the messages of a batch in brackets. */
    List<String> types() {
        return requests().stream().map(ReportUnderTest::type).toList();
    }

    static JsonNode json(ReceivedRequest request) {
        try {
            return new JsonMapper().readTree(request.body());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String type(ReceivedRequest request) {
        JsonNode json = json(request);
        StringBuilder type = new StringBuilder(json.path("request_type").asText());
        if (json.path("payload").isArray()) {
            type.append(' ');
            json.path("payload").forEach(message -> type.append('[')
                    .append(message.path("request_type").asText())
                    .append(']'));
        }
        return type.toString();
    }

    private List<TelemetryMessage> takeNews() {
        List<TelemetryMessage> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    @Override
    public void close() {
        agent.close();
        fake.close();
    }
}
