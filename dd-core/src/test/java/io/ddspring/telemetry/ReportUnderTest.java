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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is reported, without the thread that does so, before an Agent. */
final class ReportUnderTest implements AutoCloseable {
    static final String RUNTIME_ID = "22222222-2222-4222-8222-222222222222";

    private final FakeAgent fake = FakeAgent.start();
    private final AgentClient agent = new AgentClient(
            AgentAddressSettings.of(AgentAddress.parse(fake.url().toString())),
            Duration.ofSeconds(5),
            Map.of(
                    "Datadog-Container-ID", "the-container",
                    "Datadog-Entity-ID", "ci-the-container",
                    "Datadog-External-Env", "the-workload",
                    "X-Datadog-Test-Session-Token", "the-session"),
            null);
    private final List<TelemetryMessage> news = new ArrayList<>();
    private final TelemetrySender sender;
    private final TelemetryLoop loop;
    private boolean wholeIsBroken;

    ReportUnderTest() {
        this(null, "", false);
    }

    /** @param intake takes reports that the Agent does not take; null for none */
    ReportUnderTest(@Nullable TelemetryRoute intake, String rootSession, boolean debug) {
        fake.info(AgentInfo.defaults().withEndpoints("/telemetry/proxy/"));
        agent.open();
        ReportedApplication application =
                new ReportedApplication(RUNTIME_ID, "orders", "prod", "1.2.0", "h1", () -> "entrypoint.name:orders");
        sender = new TelemetrySender(new AgentRoute(agent), intake, RUNTIME_ID, rootSession, debug, Clock.systemUTC());
        loop = new TelemetryLoop(
                new TelemetryRequests(application, ReportedHost.read(), debug, Clock.systemUTC()),
                sender,
                () -> whole(TelemetryType.STARTED, "start"),
                () -> whole(TelemetryType.EXTENDED_HEARTBEAT, "everything"),
                List.of(this::takeNews));
    }

    private List<TelemetryMessage> whole(TelemetryType type, String what) {
        if (wholeIsBroken) {
            throw new IllegalStateException("cannot tell " + what);
        }
        return List.of(TelemetryMessage.of(type, json -> json.writeStringField("what", what)));
    }

    /** From now on neither the start nor everything can be told. */
    void breakWhole(boolean broken) {
        wholeIsBroken = broken;
    }

    FakeAgent agent() {
        return fake;
    }

    /** Has the client learn what the Agent says about itself now. */
    void askAgent() {
        agent.discovery().requestRefresh();
        agent.refreshInfoIfDue();
    }

    TelemetryLoop loop() {
        return loop;
    }

    TelemetrySender sender() {
        return sender;
    }

    ReportUnderTest news(TelemetryMessage message) {
        news.add(message);
        return this;
    }

    ReportUnderTest news(String text) {
        return news(TelemetryMessage.of(TelemetryType.LOGS, json -> json.writeStringField("text", text)));
    }

    boolean start() {
        return loop.start();
    }

    void heartbeat() {
        loop.heartbeat();
    }

    /** The requests that were accepted so far. */
    List<ReceivedRequest> requests() {
        return requestsTo(fake, AgentRoute.PATH);
    }

    static List<ReceivedRequest> requestsTo(FakeAgent fake, String path) {
        return fake.requests(path).stream().filter(ReceivedRequest::isAccepted).toList();
    }

    /** Types of the requests, with those of the messages of a batch in brackets. */
    List<String> types() {
        return typesOf(requests());
    }

    static List<String> typesOf(List<ReceivedRequest> requests) {
        return requests.stream().map(ReportUnderTest::type).toList();
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
