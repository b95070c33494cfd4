/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanLinkTest {
    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1", "2, 1", "-2147483648, 0"})
    void a_link_to_a_kept_trace_says_so(int priority, int flags) {
        SpanLink link = SpanLink.to(RemoteSpanContext.of(1, 2, 3, priority), Map.of("reason", "batch"));

        assertThat(link).isEqualTo(new SpanLink(1, 2, 3, flags, null, Map.of("reason", "batch")));
    }

    @Test
    void a_link_keeps_the_state_of_other_vendors() {
        RemoteSpanContext target = RemoteSpanContext.builder(1, 2, 3)
                .samplingPriority(1)
                .foreignTracestate("foo=1")
                .build();

        assertThat(SpanLink.to(target, Map.of()).tracestate()).isEqualTo("foo=1");
    }

    @Test
    void values_do_not_change_with_what_they_were_made_of() {
        Map<String, String> attributes = new HashMap<>(Map.of("a", "b"));
        Map<String, Object> eventAttributes = new HashMap<>(Map.of("a", 1L));
        SpanLink link = new SpanLink(1, 2, 3, 0, null, attributes);
        SpanEvent event = new SpanEvent("e", 1, eventAttributes);

        attributes.clear();
        eventAttributes.clear();

        assertThat(link.attributes()).isEqualTo(Map.of("a", "b"));
        assertThat(event.attributes()).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void a_pointer_carries_the_hash_of_what_it_points_to() {
        SpanLink pointer = SpanLink.pointer(
                "aws.s3.object", SpanLink.PointerDirection.DOWNSTREAM, "some-bucket", "some-key.data", "ab12ef34");

        assertThat(pointer)
                .isEqualTo(new SpanLink(
                        0,
                        0,
                        0,
                        0,
                        null,
                        Map.of(
                                "ptr.kind", "aws.s3.object",
                                "ptr.dir", "d",
                                "ptr.hash", "e721375466d4116ab551213fdea08413",
                                "link.kind", "span-pointer")));
        assertThat(SpanLink.pointer("aws.dynamodb.item", SpanLink.PointerDirection.UPSTREAM, "t")
                        .attributes())
                .containsEntry("ptr.dir", "u");
    }

    @Test
    void attributes_of_any_kind_become_text() {
        Map<String, Object> values = new HashMap<>();
        values.put("list", List.of(1, true));
        values.put("flag", true);
        values.put("number", 1.5);
        values.put("none", null);

        SpanLink link = SpanLink.to(RemoteSpanContext.of(1, 2, 3, 1), Map.of("old", "x"))
                .withAttributes(values);

        assertThat(link.spanId()).isEqualTo(3);
        assertThat(link.attributes())
                .isEqualTo(Map.of("list.0", "1", "list.1", "true", "flag", "true", "number", "1.5"));
    }
}
