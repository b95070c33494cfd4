/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.ReceivedEvent;
import io.ddspring.test.ReceivedLink;
import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.TracePayload;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksAndEventsTest {
    private static final SpanLink FULL_LINK = new SpanLink(
            0x0123456789abcdefL, 0xfedcba9876543210L, 0x8000000000000000L, 1, "dd=s:1,other=x", Map.of("why", "retry"));
    private static final SpanLink BARE_LINK = new SpanLink(0, 7, 8, 0, null, Map.of());

    private final TraceEncoderV04 encoder = new TraceEncoderV04(1 << 20, ChunkLabels.none());

    @Test
    void links_are_a_field_where_the_agent_knows_it() {
        ReceivedSpan span = encodedFor(true, new SampleSpan().link(FULL_LINK).link(BARE_LINK));

        assertThat(span.links())
                .containsExactly(
                        new ReceivedLink(
                                0x0123456789abcdefL,
                                0xfedcba9876543210L,
                                0x8000000000000000L,
                                Map.of("why", "retry"),
                                "dd=s:1,other=x",
                                0x80000001L),
                        new ReceivedLink(0, 7, 8, Map.of(), "", 0x80000000L));
        assertThat(span.meta()).isEmpty();
    }

    @Test
    void links_are_a_tag_where_the_agent_does_not() throws IOException {
        ReceivedSpan span = encodedFor(false, new SampleSpan().link(FULL_LINK).link(BARE_LINK));

        assertThat(span.links()).isEmpty();
        assertThat(span.meta()).hasSize(1);
        assertThat(json(span.tag("_dd.span_links"))).isEqualTo(json("""
                        [{"trace_id":"0123456789abcdeffedcba9876543210","span_id":"8000000000000000","flags":1,
                          "tracestate":"dd=s:1,other=x","attributes":{"why":"retry"}},
                         {"trace_id":"00000000000000000000000000000007","span_id":"0000000000000008"}]
                        """));
    }

    @Test
    void links_that_make_the_tag_too_long_are_left_out() throws IOException {
        SampleSpan span = new SampleSpan();
        for (int i = 1; i <= 40; i++) {
            span.link(new SpanLink(0, i, i, 0, null, Map.of("text", "x".repeat(1_000))));
        }

        String tag = encodedFor(false, span).tag("_dd.span_links");

        assertThat(tag).hasSizeLessThanOrEqualTo(25_000);
        assertThat(json(tag)).hasSize(22);
    }

    @Test
    void of_very_many_attributes_the_rest_is_left_out() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < 130; i++) {
            texts.put("a" + i, "b");
            values.put("a" + i, "b");
        }
        SampleSpan span =
                new SampleSpan().link(new SpanLink(0, 1, 2, 0, null, texts)).event(new SpanEvent("e", 1, values));

        ReceivedSpan withFields = encodedFor(true, span);
        encoder.reset();
        JsonNode link = json(encodedFor(false, span).tag("_dd.span_links")).get(0);

        assertThat(withFields.links().get(0).attributes()).hasSize(128);
        assertThat(withFields.events().get(0).attributes()).hasSize(128);
        assertThat(link.get("attributes")).hasSize(128);
        assertThat(link.get("dropped_attributes_count").asInt()).isEqualTo(2);
    }

    @Test
    void events_are_a_field_where_the_agent_knows_it() {
        ReceivedSpan span =
                encodedFor(true, new SampleSpan().event(eventOfAllTypes()).event(bareEvent()));

        assertThat(span.events())
                .containsExactly(
                        new ReceivedEvent(
                                1_700_000_000_000_000_001L,
                                "exception",
                                Map.of(
                                        "text",
                                        "boom",
                                        "flag",
                                        true,
                                        "whole",
                                        42L,
                                        "small",
                                        7L,
                                        "part",
                                        1.5,
                                        "texts",
                                        List.of("a", "b"),
                                        "wholes",
                                        List.of(1L, 2L))),
                        new ReceivedEvent(1_700_000_000_000_000_002L, "tick", Map.of()));
        assertThat(span.meta()).isEmpty();
    }

    @Test
    void events_are_a_tag_where_the_agent_does_not() throws IOException {
        ReceivedSpan span =
                encodedFor(false, new SampleSpan().event(eventOfAllTypes()).event(bareEvent()));

        assertThat(span.events()).isEmpty();
        assertThat(json(span.tag("events"))).isEqualTo(json("""
                        [{"name":"exception","time_unix_nano":1700000000000000001,
                          "attributes":{"text":"boom","flag":true,"whole":42,"small":7,"part":1.5,
                                        "texts":["a","b"],"wholes":[1,2]}},
                         {"name":"tick","time_unix_nano":1700000000000000002}]
                        """));
    }

    @Test
    void attributes_that_cannot_be_sent_are_left_out_and_the_event_stays() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("kept", "yes");
        attributes.put("mixed", List.of("a", 1L));
        attributes.put("nested", List.of(List.of("a")));
        attributes.put("nan", Double.NaN);
        attributes.put("object", new Object());
        attributes.put("big", new BigInteger("99999999999999999999"));

        ReceivedSpan span =
                encodedFor(true, new SampleSpan().event(new SpanEvent("e", 1_700_000_000_000_000_000L, attributes)));

        assertThat(span.events().get(0).attributes()).isEqualTo(Map.of("kept", "yes"));
    }

    @Test
    void long_event_texts_are_cut_so_that_the_tag_stays_valid() throws IOException {
        SpanEvent event = new SpanEvent("exception", 1, Map.of("exception.stacktrace", "\tat x\n".repeat(10_000)));

        JsonNode events = json(encodedFor(false, new SampleSpan().event(event)).tag("events"));

        assertThat(events.get(0).get("attributes").get("exception.stacktrace").textValue())
                .hasSize(2_500)
                .endsWith("<truncated>...");
    }

    private static SpanEvent eventOfAllTypes() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("text", "boom");
        attributes.put("flag", true);
        attributes.put("whole", 42L);
        attributes.put("small", 7);
        attributes.put("part", 1.5);
        attributes.put("texts", List.of("a", "b"));
        attributes.put("wholes", List.of(1, 2L));
        return new SpanEvent("exception", 1_700_000_000_000_000_001L, attributes);
    }

    private static SpanEvent bareEvent() {
        return new SpanEvent("tick", 1_700_000_000_000_000_002L, Map.of());
    }

    private ReceivedSpan encodedFor(boolean agentKnowsFields, SampleSpan span) {
        encoder.useNativeLinksAndEvents(agentKnowsFields);
        encoder.add(List.of(span));
        ByteBuffer body = encoder.body();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        TracePayload payload = TracePayload.read(bytes);
        assertThat(payload.problems()).isEmpty();
        return payload.chunks().get(0).get(0);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
