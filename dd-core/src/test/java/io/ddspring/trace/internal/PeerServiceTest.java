/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerServiceTest {
    /** Columns: kind, component, tags, then the expected name and source; of an application with every default on. */
    @ParameterizedTest
    @CsvFileSource(resources = "peer-service.csv", numLinesToSkip = 1)
    void the_other_side_is_named_after_what_is_known_of_it(
            String kind, String component, @Nullable String tags, @Nullable String name, @Nullable String source) {
        SpanData sent = sent(
                Map.of(
                        "DD_TRACE_PEER_SERVICE_DEFAULTS_ENABLED", "true",
                        "DD_TRACE_PEER_SERVICE_COMPONENT_OVERRIDES", "java-http-client:gateway"),
                kind,
                component,
                tags);

        assertThat(sent.tag("peer.service")).isEqualTo(name);
        assertThat(sent.tag("_dd.peer.service.source")).isEqualTo(source);
        assertThat(sent.tag("_dd.peer.service.remapped_from")).isNull();
    }

    @Test
    void defaults_come_with_the_newer_names_and_else_not() {
        String tags = "peer.hostname=db1";

        assertThat(sent(Map.of(), "client", "x", tags).tag("peer.service")).isNull();
        assertThat(sent(Map.of("DD_TRACE_SPAN_ATTRIBUTE_SCHEMA", "v1"), "client", "x", tags)
                        .tag("peer.service"))
                .isEqualTo("db1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"peer.hostname=db1", "peer.service=db1"})
    void a_name_can_be_replaced_wherever_it_comes_from(String tags) {
        SpanData sent = sent(
                Map.of(
                        "DD_TRACE_PEER_SERVICE_DEFAULTS_ENABLED", "true",
                        "DD_TRACE_PEER_SERVICE_MAPPING", "db1:orders-db,x:y"),
                "client",
                "x",
                tags);

        assertThat(sent.tag("peer.service")).isEqualTo("orders-db");
        assertThat(sent.tag("_dd.peer.service.remapped_from")).isEqualTo("db1");
        assertThat(sent.tag("_dd.peer.service.source")).isEqualTo(tags.substring(0, tags.indexOf('=')));
    }

    @Test
    void taking_a_name_away_takes_its_source_away() {
        Engine engine = new Engine(builder -> builder.peerService(new PeerService(false, Map.of("a", "b"), Map.of())));
        engine.root()
                .setTag("peer.service", "a")
                .setTag("peer.service", (String) null)
                .finish();

        assertThat(engine.sent().tag("peer.service")).isNull();
        assertThat(engine.sent().tag("_dd.peer.service.source")).isNull();
        assertThat(engine.sent().tag("_dd.peer.service.remapped_from")).isNull();
    }

    private static SpanData sent(Map<String, String> variables, String kind, String component, @Nullable String tags) {
        Configuration configuration = new Configuration(ConfigSources.environment(variables));
        Engine engine = new Engine(builder -> builder.peerService(PeerService.from(configuration)));
        Span span = engine.root().setTag("span.kind", kind).setTag("component", component);
        for (String tag : tags == null ? new String[0] : tags.split(";", -1)) {
            span.setTag(tag.substring(0, tag.indexOf('=')), tag.substring(tag.indexOf('=') + 1));
        }
        span.finish();
        return engine.sent();
    }
}
