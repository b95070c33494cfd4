/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import static io.ddspring.test.MessagePackBytes.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceivedTraceTest {
    @Test
    void renders_children_below_their_parent_by_start_time() {
        ReceivedTrace trace =
                trace(span(4, 3, "query"), span(5, 1, "client"), span(3, 1, "handler"), span(1, 99, "server"));

        assertThat(trace.tree()).isEqualTo("""
                        server server resource
                          handler handler resource
                            query query resource
                          client client resource""");
        assertThat(trace.root().name()).isEqualTo("server");
        assertThat(trace.parentOf(trace.span("query"))).map(ReceivedSpan::name).contains("handler");
        assertThat(trace.parentOf(trace.root())).isEmpty();
    }

    @Test
    void renders_a_resource_of_several_lines_on_one() {
        Map<Object, Object> query = span(1, 0, "query");
        query.put("resource", "select *\n    from users\r\n");

        assertThat(trace(query).tree()).isEqualTo("query select * from users");
    }

    @Test
    void renders_spans_that_are_each_others_parents_once() {
        ReceivedTrace trace = trace(span(1, 2, "a"), span(2, 1, "b"), span(3, 3, "c"));

        assertThat(trace.tree().lines()).hasSize(3);
        assertThat(trace.roots()).isEmpty();
    }

    @Test
    void asking_for_the_only_one_of_several_fails_and_lists_the_spans() {
        ReceivedTrace trace = trace(span(1, 0, "a"), span(2, 0, "a"));

        assertThatThrownBy(trace::root)
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expected one root but found 2 in\na a resource\na a resource");
        assertThatThrownBy(() -> trace.span("a"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected one span named 'a' but found 2 in");
    }

    static ReceivedTrace trace(Map<?, ?>... spans) {
        return new ReceivedTrace(TracePayload.read(MessagePackBytes.of(List.of(List.of(spans))))
                .chunks()
                .get(0));
    }
}
