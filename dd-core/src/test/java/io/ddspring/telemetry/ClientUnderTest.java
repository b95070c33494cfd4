/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.testing.ManualTime;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A client before an Agent whose thread is this test: it does what is due only when it is stepped. */
final class ClientUnderTest implements AutoCloseable {
    static final String RUNTIME_ID = "33333333-3333-4333-8333-333333333333";

    final ManualTime time = new ManualTime();
    final TracerHealth health = new TracerHealth();
    final InstrumentationReport instrumentation = new InstrumentationReport();
    final List<Product> products = new ArrayList<>();
    final List<ReportedEndpoint> endpoints = new ArrayList<>();
    final Configuration configuration;
    final TelemetryClient client;
    final List<Integer> prioritiesOfReading = new ArrayList<>();
    private final FakeAgent fake = FakeAgent.start();
    final AgentClient agent = new AgentClient(
            AgentAddressSettings.of(AgentAddress.parse(fake.url().toString())), Duration.ofSeconds(5), Map.of(), null);
    private String processTags = "entrypoint.name:orders";

    ClientUnderTest(String... variables) {
        this("", variables);
    }

    private ClientUnderTest(String billOfMaterials, String[] variables) {
        Map<String, String> environment = new HashMap<>();
        // The libraries of the tests themselves would be found.
        environment.put("DD_TELEMETRY_DEPENDENCY_COLLECTION_ENABLED", "false");
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        configuration = new Configuration(
                ConfigSources.withDerived(ConfigSources.environment(environment), null), ignored -> {});
        fake.info(AgentInfo.defaults().withEndpoints("/telemetry/proxy/"));
        agent.open();
        client = new TelemetryClient(
                configuration,
                agent,
                new ReportedApplication(RUNTIME_ID, "orders", "prod", "1.2.0", "h1", () -> processTags),
                new ReportedFacts(
                        TelemetryMetrics.from(configuration, time),
                        health,
                        instrumentation,
                        name -> name.equals("spring-web") ? "6.2.19" : "",
                        site -> site.startsWith("servlet.") ? "servlet" : "",
                        () -> products,
                        () -> List.of(() -> endpoints),
                        new BillLoader(billOfMaterials)),
                environment,
                time,
                time);
    }

    /** With an application that has that bill of materials, in CycloneDX. */
    static ClientUnderTest withBill(String billOfMaterials) {
        return new ClientUnderTest(
                billOfMaterials, new String[] {"DD_TELEMETRY_DEPENDENCY_COLLECTION_ENABLED", "true"});
    }

    FakeAgent agent() {
        return fake;
    }

    void processTags(String tags) {
        processTags = tags;
    }

    /** Lets time pass in steps as long as the client asks for. */
    ClientUnderTest run(Duration atLeast) {
        long end = time.getAsLong() + atLeast.toNanos();
        Duration pause = client.step();
        while (time.getAsLong() + pause.toNanos() - end <= 0) {
            time.pass(pause.isZero() ? Duration.ofNanos(1) : pause);
            pause = client.step();
        }
        time.pass(Duration.ofNanos(end - time.getAsLong()));
        return this;
    }

    List<ReceivedRequest> requests() {
        return ReportUnderTest.requestsTo(fake, AgentRoute.PATH);
    }

    List<String> types() {
        return ReportUnderTest.typesOf(requests());
    }

    /** Payloads of all messages of that type so far, in batches or not. */
    List<JsonNode> payloads(String type) {
        List<JsonNode> payloads = new ArrayList<>();
        forEachMessage(message -> {
            if (message.path("request_type").asText().equals(type)) {
                payloads.add(message.path("payload"));
            }
        });
        return payloads;
    }

    /** Series of that metric so far. */
    List<JsonNode> series(String metric) {
        List<JsonNode> found = new ArrayList<>();
        for (String type : List.of("generate-metrics", "distributions")) {
            payloads(type).forEach(payload -> payload.path("series").forEach(series -> {
                if (series.path("metric").asText().equals(metric)) {
                    found.add(series);
                }
            }));
        }
        return found;
    }

    /** Sums of the points of every series, by namespace, name and tags. */
    Map<String, Integer> metrics() {
        Map<String, Integer> sums = new TreeMap<>();
        payloads("generate-metrics").forEach(payload -> payload.path("series").forEach(series -> {
            int sum = 0;
            for (JsonNode point : series.path("points")) {
                sum += point.get(1).asInt();
            }
            sums.merge(name(series), sum, Integer::sum);
        }));
        return sums;
    }

    /** The first values of every distribution, by namespace, name and tags. */
    Map<String, String> distributions() {
        Map<String, String> values = new TreeMap<>();
        payloads("distributions").forEach(payload -> payload.path("series")
                .forEach(series ->
                        values.putIfAbsent(name(series), series.path("points").toString())));
        return values;
    }

    private static String name(JsonNode series) {
        StringBuilder name = new StringBuilder(series.path("namespace").asText())
                .append('.')
                .append(series.path("metric").asText());
        series.path("tags").forEach(tag -> name.append(' ').append(tag.asText()));
        return name.toString();
    }

    /** Points of all series in messages of that type so far. */
    int points(String type) {
        int points = 0;
        for (JsonNode payload : payloads(type)) {
            for (JsonNode series : payload.path("series")) {
                points += series.path("points").size();
            }
        }
        return points;
    }

    private void forEachMessage(Consumer<JsonNode> reader) {
        for (ReceivedRequest request : requests()) {
            JsonNode body = ReportUnderTest.json(request);
            if (body.path("payload").isArray()) {
                body.path("payload").forEach(reader);
            } else {
                reader.accept(body);
            }
        }
    }

    @Override
    public void close() {
        client.close();
        agent.close();
        fake.close();
    }

    /** Has nothing but a bill of materials, in a directory. */
    private final class BillLoader extends ClassLoader {
        private final String bill;

        BillLoader(String bill) {
            super(null);
            this.bill = bill;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            prioritiesOfReading.add(Thread.currentThread().getPriority());
            return Collections.enumeration(List.of(new URL("file", "", -1, "/classes/" + name, new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(bill.getBytes(StandardCharsets.UTF_8));
                        }
                    };
                }
            })));
        }
    }
}
