/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.ServiceCheckStatus;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.StatsDEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application sends, as it arrives. */
class StatsDLinesIT {
    private static final String TAGS = "service:orders,env:prod,version:1.2";

    private static final Map<String, Consumer<StatsDClient>> CALLS = Map.ofEntries(
            Map.entry("count", client -> client.count("orders.placed", 3, "region:eu", "vip")),
            Map.entry("count of fractions", client -> client.count("orders.weight", 2.5)),
            Map.entry("increment", client -> client.increment("orders.placed")),
            Map.entry("decrement", client -> client.decrement("orders.open")),
            Map.entry("gauge", client -> client.gauge("queue.length", 9_007_199_254_740_993L)),
            Map.entry("gauge of fractions", client -> client.gauge("queue.load", 0.123456789)),
            Map.entry(
                    "count of the past",
                    client -> client.countAt("orders.placed", 3, Instant.ofEpochSecond(1_700), "region:eu")),
            Map.entry("gauge of the past", client -> client.gaugeAt("queue.load", 0.5, Instant.ofEpochSecond(1_700))),
            Map.entry("time beyond all bounds", client -> client.time("t", Duration.ofSeconds(Long.MAX_VALUE))),
            Map.entry("histogram", client -> client.histogram("order.items", 4)),
            Map.entry("distribution", client -> client.distribution("order.total", 99.95, "currency:eur")),
            Map.entry("time", client -> client.time("order.time", Duration.ofMillis(1500))),
            Map.entry("set", client -> client.set("order.users", "ada")),
            Map.entry(
                    "event",
                    client -> client.event(StatsDEvent.of("Grüße", "one\ntwo").withTime(Instant.ofEpochSecond(1_700)))),
            Map.entry(
                    "whole event",
                    client -> client.event(
                            StatsDEvent.of("deployed", "")
                                    .withHostname("h1")
                                    .withAggregationKey("deploys")
                                    .withSourceType("spring")
                                    .withPriority(StatsDEvent.Priority.LOW)
                                    .withAlertType(StatsDEvent.AlertType.SUCCESS),
                            "team:shop")),
            Map.entry(
                    "service check",
                    client -> client.serviceCheck("db.up", ServiceCheckStatus.CRITICAL, "no route", "db:main")),
            Map.entry("bare service check", client -> client.serviceCheck("db.up", ServiceCheckStatus.OK, "")),
            Map.entry(
                    "service check without message",
                    client -> client.serviceCheck("db.up", ServiceCheckStatus.OK, null)),
            Map.entry("name with separators", client -> client.count("a:b|c\nd#e@f,g", 1)),
            Map.entry("tag with separators", client -> client.count("n", 1, "k:a|b,c\nd", "url:http://x")),
            Map.entry("value with separators", client -> client.set("n", "a:b|c\nd")));

    /** Lines {@code what = line}. */
    static List<String> vectors() throws IOException {
        try (InputStream vectors = StatsDLinesIT.class.getResourceAsStream("lines.txt")) {
            return new String(vectors.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void line_follows_the_grammar(String vector) {
        String what = vector.substring(0, vector.indexOf(" = "));
        String line = vector.substring(vector.indexOf(" = ") + 3).replace("$TAGS", TAGS);
        try (StatsDServer server = new StatsDServer()) {
            try (DogStatsD client = ClientUnderTest.connectedTo(server)) {
                CALLS.get(what).accept(client);
            }

            assertThat(server.awaitUntil(any -> true)).containsExactly(line);
        }
    }

    @Test
    void every_kind_of_call_has_a_vector() throws IOException {
        assertThat(vectors())
                .extracting(line -> line.substring(0, line.indexOf(" = ")))
                .hasSameElementsAs(CALLS.keySet());
    }

    @Test
    void sampled_calls_say_so_and_only_a_share_is_sent() {
        try (StatsDServer server = new StatsDServer()) {
            try (DogStatsD client = ClientUnderTest.connectedTo(server)) {
                for (int i = 0; i < 1000; i++) {
                    client.histogram("h", 1, 0.5);
                    client.distribution("d", 1, 0.5);
                    client.time("t", Duration.ofMillis(1), 0.5);
                }
            }

            List<String> lines = server.arrived();
            assertThat(lines).allMatch(line -> line.matches("(h|d|t):1(:1)*\\|(h|d|ms)\\|@0\\.500000\\|#" + TAGS));
            assertThat(values(lines)).isBetween(1200L, 1800L);
        }
    }

    @Test
    void counts_gauges_and_sets_are_aggregated_and_nothing_else() {
        try (StatsDServer server = new StatsDServer()) {
            try (DogStatsD client = ClientUnderTest.connectedTo(server)) {
                for (int i = 1; i <= 1000; i++) {
                    client.increment("c");
                    client.gauge("g", i);
                    client.set("s", "same");
                    client.distribution("d", i);
                }
            }

            List<String> lines = server.arrived();
            assertThat(lines).contains("c:1000|c|#" + TAGS, "g:1000|g|#" + TAGS, "s:same|s|#" + TAGS);
            assertThat(values(lines)).isEqualTo(1003);
            assertThat(server.largestPacket()).isBetween(1000, 1432);
        }
    }

    @Test
    void what_is_aggregated_is_sent_while_the_client_is_open() {
        try (StatsDServer server = new StatsDServer();
                DogStatsD client = ClientUnderTest.connectedTo(server)) {
            client.increment("c");
            client.increment("c");

            assertThat(server.awaitLine("c:")).isEqualTo("c:2|c|#" + TAGS);
        }
    }

    @Test
    void what_is_too_large_is_lost_alone() {
        try (StatsDServer server = new StatsDServer()) {
            DogStatsD client = ClientUnderTest.connectedTo(server);
            client.event(StatsDEvent.of("large", "x".repeat(1500)));
            client.distribution("d", 1);
            client.close();

            assertThat(server.awaitUntil(any -> true)).containsExactly("d:1|d|#" + TAGS);
            assertThat(client.status()).containsEntry("errors", 1L);
        }
    }

    private static long values(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, line.indexOf('|')))
                .mapToLong(line -> line.chars().filter(c -> c == ':').count())
                .sum();
    }
}
