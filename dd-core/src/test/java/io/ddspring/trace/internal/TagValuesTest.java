/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagValuesTest {
    private final Engine engine = new Engine();
    private final Span span = engine.root();

    @Test
    void numbers_are_numeric_and_everything_else_is_text() {
        set("int", 5);
        set("long", 1L << 60);
        set("double", 0.5);
        set("flag", true);
        set("text", new StringBuilder("abc"));
        set("enum", Thread.State.NEW);
        set("path", Path.of("a", "b"));
        set("nan", Double.NaN);

        assertThat(RecordedSpans.metrics(sent()))
                .containsEntry("int", 5d)
                .containsEntry("double", 0.5)
                .doesNotContainKey("nan");
        assertThat(RecordedSpans.meta(sent()))
                .containsEntry("long", "1152921504606846976")
                .containsEntry("flag", "true")
                .containsEntry("text", "abc")
                .containsEntry("enum", "NEW")
                .containsEntry("path", Path.of("a", "b").toString());
    }

    @Test
    void maps_collections_and_arrays_become_a_tag_for_each_element() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", 7);
        order.put("lines", List.of(Map.of("sku", "x"), Map.of("sku", "y")));
        order.put("none", null);
        set("order", order);
        set("array", new int[] {1, 2});
        set("mixed", Arrays.asList("a", null, 3L));
        set("empty", List.of());

        assertThat(RecordedSpans.metrics(sent()))
                .containsEntry("order.id", 7d)
                .containsEntry("array.0", 1d)
                .containsEntry("array.1", 2d)
                .containsEntry("mixed.2", 3d);
        assertThat(RecordedSpans.meta(sent()))
                .containsEntry("order.lines.0.sku", "x")
                .containsEntry("order.lines.1.sku", "y")
                .containsEntry("mixed.0", "a")
                .doesNotContainKeys("order", "order.none", "array", "mixed", "mixed.1", "empty");
    }

    @Test
    void null_removes_the_tag() {
        set("a", "b");
        set("a", null);

        assertThat(sent().tag("a")).isNull();
    }

    @Test
    void names_with_a_meaning_act() {
        set("error", true);
        set("resource.name", new StringBuilder("GET /"));

        assertThat(sent().isError()).isTrue();
        assertThat(sent().resourceName()).isEqualTo("GET /");
    }

    @Test
    void of_values_without_an_end_the_rest_is_left_out() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        cycle.add("x");
        set("cycle", cycle);
        set("endless", (Iterable<Integer>) () -> Stream.iterate(0, i -> i + 1).iterator());

        assertThat(sent().tagCount()).isLessThan(50);
        assertThat(sent().metric("endless.255", -1)).isEqualTo(255);
        assertThat(sent().metric("endless.256", -1)).isEqualTo(-1);
    }

    @Test
    void a_value_that_fails_sets_nothing() {
        Object failing = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        set("alone", failing);
        set("listed", List.of("a", failing, "b"));

        assertThat(sent().tag("alone")).isNull();
        assertThat(sent().tag("listed.0")).isEqualTo("a");
        assertThat(sent().tag("listed.1")).isNull();
        assertThat(sent().tag("listed.2")).isEqualTo("b");
    }

    @Test
    void the_noop_span_does_nothing() {
        assertThat(Span.noop().setTag("a", List.of("b"))).isSameAs(Span.noop());
    }

    private void set(String name, @Nullable Object value) {
        span.setTag(name, value);
    }

    private SpanData sent() {
        span.finish();
        SpanData sent = engine.sent();
        assertThat(sent.tag(Tags.THREAD_NAME)).isNotNull();
        return sent;
    }
}
