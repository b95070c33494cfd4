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
        RemoteSpanContext target = new RemoteSpanContext(
                1, 2, 3, 1, null, PropagationTags.EMPTY, "foo=1", null, Map.of(), List.of(), null);

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
}
