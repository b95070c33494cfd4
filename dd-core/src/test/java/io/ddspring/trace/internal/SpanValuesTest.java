/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanValuesTest {
    private final Engine engine = new Engine();
    private final Span span = engine.root();

    @Test
    void texts_and_flags_become_text_tags() {
        span.setTag("text", "a").setTag("yes", true).setTag("no", false);

        SpanData sent = finished();
        assertThat(sent.tag("text")).isEqualTo("a");
        assertThat(sent.tag("yes")).isEqualTo("true");
        assertThat(sent.tag("no")).isEqualTo("false");
        assertThat(RecordedSpans.metrics(sent)).doesNotContainKeys("text", "yes", "no");
    }

    @Test
    void numbers_become_numeric_tags() {
        span.setTag("long", 42).setTag("double", 0.25).setTag("negative", -1).setMetric("metric", 3);

        SpanData sent = finished();
        assertThat(RecordedSpans.metrics(sent))
                .containsEntry("long", 42d)
                .containsEntry("double", 0.25)
                .containsEntry("negative", -1d)
                .containsEntry("metric", 3d);
        assertThat(RecordedSpans.meta(sent)).doesNotContainKeys("long", "double", "negative", "metric");
    }

    @ParameterizedTest
    @ValueSource(longs = {9007199254740993L, -9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE})
    void an_integer_that_a_double_cannot_represent_is_kept_as_text(long value) {
        span.setTag("id", value);

        SpanData sent = finished();
        assertThat(sent.tag("id")).isEqualTo(Long.toString(value));
        assertThat(RecordedSpans.metrics(sent)).doesNotContainKey("id");
    }

    @ParameterizedTest
    @ValueSource(longs = {9007199254740992L, -9007199254740992L, 0})
    void an_integer_that_a_double_can_represent_is_a_number(long value) {
        span.setTag("id", value);

        assertThat(finished().metric("id", Double.NaN)).isEqualTo((double) value);
    }

    @Test
    void a_huge_floating_point_number_stays_a_number() {
        span.setTag("huge", 1e18).setTag("larger", 1e300);

        SpanData sent = finished();
        assertThat(sent.metric("huge", 0)).isEqualTo(1e18);
        assertThat(sent.metric("larger", 0)).isEqualTo(1e300);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void what_is_no_number_is_ignored(double value) {
        span.setTag("known", 1.5).setTag("known", value).setTag("new", value).setMetric("other", value);

        SpanData sent = finished();
        assertThat(sent.metric("known", 0)).isEqualTo(1.5);
        assertThat(RecordedSpans.metrics(sent)).doesNotContainKeys("new", "other");
    }

    @Test
    void the_last_value_of_a_tag_wins_whatever_its_type() {
        span.setTag("a", "text").setTag("a", 1).setTag("b", 1).setTag("b", "text");

        SpanData sent = finished();
        assertThat(RecordedSpans.metrics(sent)).containsEntry("a", 1d).doesNotContainKey("b");
        assertThat(RecordedSpans.meta(sent)).containsEntry("b", "text").doesNotContainKey("a");
    }

    @Test
    void null_and_empty_remove_a_tag() {
        span.setTag("a", "1").setTag("b", 2).setTag("c", "3").setTag("d", "4");
        span.setTag("a", (String) null)
                .setTag("b", (String) null)
                .setTag("c", "")
                .setTag("new", "");

        SpanData sent = finished();
        assertThat(RecordedSpans.meta(sent)).containsEntry("d", "4").doesNotContainKeys("a", "b", "c", "new");
        assertThat(RecordedSpans.metrics(sent)).doesNotContainKey("b");
    }

    @Test
    void a_span_holds_many_tags() {
        for (int i = 0; i < 100; i++) {
            span.setTag("text " + i, "value " + i).setTag("number " + i, i);
        }
        span.setTag("text 50", (String) null).setTag("number 50", (String) null);

        SpanData sent = finished();
        assertThat(RecordedSpans.meta(sent))
                .containsEntry("text 0", "value 0")
                .containsEntry("text 51", "value 51")
                .containsEntry("text 99", "value 99")
                .doesNotContainKey("text 50");
        assertThat(RecordedSpans.metrics(sent)).containsEntry("number 99", 99d).doesNotContainKey("number 50");
    }

    @Test
    void an_absent_tag_reads_as_null_or_as_what_the_reader_says() {
        SpanData sent = finished();

        assertThat(sent.tag("absent")).isNull();
        assertThat(sent.metric("absent", -1)).isEqualTo(-1);
    }

    @Test
    void a_span_can_be_marked_for_statistics_and_unmarked() {
        span.setMeasured(true);
        assertThat(span.data().metric(Tags.MEASURED, 0)).isEqualTo(1);

        span.setMeasured(false);
        assertThat(RecordedSpans.metrics(finished())).doesNotContainKey(Tags.MEASURED);
    }

    @Test
    void name_and_type_can_be_changed() {
        span.setOperationName("renamed").setSpanType("web");

        SpanData sent = finished();
        assertThat(sent.operationName()).isEqualTo("renamed");
        assertThat(sent.resourceName()).isEqualTo("renamed");
        assertThat(sent.spanType()).isEqualTo("web");
    }

    @Test
    void the_type_can_be_removed() {
        span.setSpanType("web").setSpanType(null);

        assertThat(finished().spanType()).isNull();
    }

    @Test
    void all_can_be_said_before_the_span_starts() {
        Span built = engine.tracer
                .buildSpan("batch")
                .withServiceName("first")
                .withServiceName("kafka", "java-kafka")
                .withResourceName("first", ResourcePriority.URL_PATH)
                .withResourceName("resource")
                .withSpanType("queue")
                .withTag("text", "a")
                .withTag("long", 1)
                .withTag("double", 1.5)
                .withTag("flag", true)
                .withTag("nothing", null)
                .withStartTime(5)
                .start();

        SpanData data = built.data();
        assertThat(data.serviceName()).isEqualTo("kafka");
        assertThat(data.resourceName()).isEqualTo("resource");
        assertThat(data.spanType()).isEqualTo("queue");
        assertThat(data.startNanos()).isEqualTo(5);
        assertThat(RecordedSpans.meta(data))
                .containsEntry("text", "a")
                .containsEntry("flag", "true")
                .doesNotContainKey("nothing");
        assertThat(RecordedSpans.metrics(data)).containsEntry("long", 1d).containsEntry("double", 1.5);
    }

    @Test
    void an_empty_resource_means_the_operation_name() {
        span.setResourceName("");

        assertThat(finished().resourceName()).isEqualTo("web.request");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, second",
        "1, 0, first",
        "1, 1, second",
        "2, 3, second",
        "3, 2, first",
        "4, 3, first",
        "5, 4, first",
        "5, 6, second",
        "6, 5, first",
        "6, 6, second"
    })
    void a_resource_replaces_one_of_the_same_or_a_lower_rank(int first, int second, String winner) {
        span.setResourceName("first", first).setResourceName("second", second);

        assertThat(finished().resourceName()).isEqualTo(winner);
    }

    @Test
    void the_resource_that_the_application_sets_has_the_highest_rank() {
        span.setResourceName("mine");
        span.setResourceName("GET /orders/{id}", ResourcePriority.CONFIGURED_PATTERN);
        span.setTag("resource.name", "tag");

        assertThat(finished().resourceName()).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        // The flag and rank first set, then another one, and what remains.
        "true, -1, false, -1, false",
        "true, 0, false, -1, true",
        "false, 0, true, -1, false",
        "true, 0, false, 0, false",
        "true, 1, false, 0, true",
        "false, 1, true, 0, false",
        "false, 0, true, 1, true",
    })
    void an_error_flag_replaces_one_of_the_same_or_a_lower_rank(
            boolean first, int firstRank, boolean second, int secondRank, boolean remains) {
        span.setError(first, firstRank).setError(second, secondRank);

        assertThat(finished().isError()).isEqualTo(remains);
    }

    @Test
    void a_good_status_does_not_clear_what_the_application_set() {
        span.setError(true);
        span.setError(false, ErrorPriority.HTTP_SERVER_STATUS);

        assertThat(finished().isError()).isTrue();
    }

    private SpanData finished() {
        span.finish();
        return engine.sent();
    }
}
