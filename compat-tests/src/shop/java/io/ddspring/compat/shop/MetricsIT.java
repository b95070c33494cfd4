/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.StatsDClient;
import io.ddspring.test.FakeAgent;
import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetricsIT {
    @Test
    void counts_of_the_tracer_are_meters() throws JsonProcessingException {
        try (FakeAgent agent = FakeAgent.start();
                Shop shop =
                        Shop.start(agent.url(), "--management.endpoints.web.exposure.include=health,datadog,metrics")) {
            shop.get("/ping");

            JsonNode meter = new ObjectMapper()
                    .readTree(shop.get("/actuator/metrics/datadog.tracer.span.pending.created")
                            .body());
            assertThat(meter.at("/baseUnit").asText()).isEqualTo("spans");
            assertThat(meter.at("/measurements/0/value").asDouble()).isPositive();
        }
    }

    @Test
    void metrics_of_the_application_and_of_its_runtime_arrive() throws IOException {
        try (DatagramSocket statsd = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                FakeAgent agent = FakeAgent.start();
                Shop shop = Shop.start(
                        agent.url(),
                        "--dd.dogstatsd.start-delay=0",
                        "--dd.dogstatsd.port=" + statsd.getLocalPort(),
                        "--dd.jmxfetch.check-period=100")) {
            shop.context().getBean(StatsDClient.class).distribution("orders.total", 9.5, "region:eu");

            statsd.setSoTimeout(10_000);
            StringBuilder received = new StringBuilder();
            while (received.indexOf("\norders.total:") < 0 || received.indexOf("\njvm.heap_memory:") < 0) {
                DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
                statsd.receive(packet);
                received.append('\n')
                        .append(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
            assertThat(received.toString().lines().filter(line -> line.startsWith("orders.total")))
                    .singleElement()
                    .asString()
                    .startsWith("orders.total:9.5|d|#")
                    .contains("service:shop", "env:demo", "version:1.0.0", "region:eu");
        }
    }
}
