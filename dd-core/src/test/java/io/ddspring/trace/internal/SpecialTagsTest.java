/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialTagsTest {
    private final Engine engine = new Engine();
    private final Span root = engine.root();
    private final Span span = engine.child(root);

    @Test
    void they_act_and_are_not_stored() {
        span.setTag("resource.name", "r")
                .setTag("service.name", "s")
                .setTag("span.type", "t")
                .setTag("error", true)
                .setTag("manual.keep", true)
                .setTag("manual.drop", true)
                .setTag("sampling.priority", 1)
                .setTag("asm.keep", "0")
                .setTag("ai_guard.keep", "0")
                .setTag("_dd.p.ts", "00")
                .setTag("db.statement", "select 1");

        assertThat(RecordedSpans.meta(sent()))
                .doesNotContainKeys(
                        "resource.name",
                        "service.name",
                        "span.type",
                        "error",
                        "manual.keep",
                        "manual.drop",
                        "sampling.priority",
                        "asm.keep",
                        "ai_guard.keep",
                        "_dd.p.ts",
                        "db.statement");
        assertThat(RecordedSpans.metrics(sent())).doesNotContainKeys("error", "sampling.priority", "manual.keep");
    }

    @Test
    void they_act_when_the_builder_sets_them_too() {
        Span built = engine.tracer
                .buildSpan("work")
                .asChildOf(root)
                .withTag("resource.name", "r")
                .withTag("service.name", "s")
                .withTag("error", 1)
                .withTag("_dd.measured", 1.0)
                .start();

        assertThat(built.data().resourceName()).isEqualTo("r");
        assertThat(built.data().serviceName()).isEqualTo("s");
        assertThat(built.data().isError()).isTrue();
        assertThat(built.data().metric(Tags.MEASURED, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource.name", "db.statement"})
    void the_resource_can_be_set_above_all_that_is_automatic(String name) {
        span.setTag(name, "from tag");
        span.setResourceName("pattern", ResourcePriority.CONFIGURED_PATTERN);
        assertThat(span.data().resourceName()).isEqualTo("from tag");

        span.setResourceName("from application");
        assertThat(sent().resourceName()).isEqualTo("from application");
    }

    @ParameterizedTest
    @NullAndEmptySource
    void a_resource_of_nothing_leaves_the_way_free_for_others(String nothing) {
        span.setTag("resource.name", nothing);
        span.setResourceName("GET /orders", ResourcePriority.FRAMEWORK_ROUTE);

        assertThat(sent().resourceName()).isEqualTo("GET /orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service.name", "service"})
    void the_service_can_be_set(String name) {
        span.setTag(name, "other");

        assertThat(sent().serviceName()).isEqualTo("other");
        assertThat(sent().tag(Tags.SERVICE_SOURCE)).isEqualTo("m");
    }

    @ParameterizedTest
    @NullAndEmptySource
    void a_service_of_nothing_changes_nothing(String nothing) {
        span.setTag("service.name", nothing);

        assertThat(sent().serviceName()).isEqualTo("shop");
    }

    @Test
    void the_type_can_be_set() {
        span.setTag("span.type", "queue");

        assertThat(sent().spanType()).isEqualTo("queue");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "1, true", "false, false", "0, false", "yes, false", "'', false"})
    void the_error_flag_can_be_set(String value, boolean error) {
        span.setError(!error);
        span.setTag("error", value);

        assertThat(sent().isError()).isEqualTo(error);
    }

    @Test
    void the_error_flag_takes_flags_and_numbers() {
        span.setTag("error", true);
        assertThat(span.data().isError()).isTrue();
        span.setTag("error", 0);
        assertThat(span.data().isError()).isFalse();
        span.setTag("error", 1.0);
        assertThat(span.data().isError()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "manual.keep, true, 2, -4",
        "manual.keep, TRUE, 2, -4",
        "manual.keep, 1, 2, -4",
        "manual.keep, '', 2, -4",
        "manual.keep, , 2, -4",
        "asm.keep, true, 2, -5",
        "ai_guard.keep, true, 2, -13",
        "sampling.priority, 1, 2, -4",
        "sampling.priority, 2.0, 2, -4",
        "sampling.priority, 0, -1, ",
        "sampling.priority, -1, -1, ",
        "manual.drop, true, -1, ",
        "manual.drop, 1, -1, ",
        "manual.drop, , -1, ",
    })
    void the_trace_can_be_kept_or_dropped_by_any_span(String name, String value, int priority, String decisionMaker) {
        span.setTag(name, value);

        assertThat(root.context().samplingPriority()).isEqualTo(priority);
        assertThat(root.context().propagationTags().get(PropagationTags.DECISION_MAKER))
                .isEqualTo(decisionMaker);
    }

    @ParameterizedTest
    @CsvSource({
        "manual.keep, false",
        "manual.keep, 0",
        "manual.keep, no",
        "manual.drop, false",
        "asm.keep, false",
        "ai_guard.keep, 0",
        "sampling.priority, ",
        "sampling.priority, ''",
        "sampling.priority, keep",
        "sampling.priority, NaN"
    })
    void what_asks_for_nothing_leaves_the_trace_undecided(String name, String value) {
        span.setTag(name, value);

        assertThat(root.context().samplingPriority()).isEqualTo(SamplingPriority.UNSET);
    }

    @Test
    void security_products_are_named_as_sources_of_the_trace() {
        span.setTag("asm.keep", true);
        assertThat(root.context().propagationTags().get("_dd.p.ts")).isEqualTo("02");

        span.setTag("ai_guard.keep", true);
        assertThat(root.context().propagationTags().get("_dd.p.ts")).isEqualTo("22");
    }

    @ParameterizedTest
    @CsvSource({"01, 01, 01", "01, 02, 03", "0A, 10, 1a", ", 4, 04", "ffffffff, 01, ffffffff", "02, xyz, 02", "02, , 02"
    })
    void sources_of_the_trace_are_added_to_those_that_came_with_it(String received, String added, String all) {
        PropagationTags tags = received == null
                ? PropagationTags.EMPTY
                : PropagationTags.EMPTY.with(PropagationTags.TRACE_SOURCE, received);
        Span continued = engine.tracer
                .buildSpan("continued")
                .asChildOf(RemoteSpanContext.builder(0, 1, 2)
                        .samplingPriority(SamplingPriority.USER_KEEP)
                        .propagationTags(tags)
                        .build())
                .start();

        continued.setTag("_dd.p.ts", added);

        assertThat(continued.context().propagationTags().get("_dd.p.ts")).isEqualTo(all);
    }

    @Test
    void the_origin_belongs_to_the_whole_trace() {
        span.setTag("_dd.origin", "synthetics");

        assertThat(root.context().origin()).isEqualTo("synthetics");
        assertThat(sent().tag(Tags.ORIGIN)).isEqualTo("synthetics");
        assertThat(engine.sent(root).tag(Tags.ORIGIN)).isEqualTo("synthetics");
    }

    @ParameterizedTest
    @NullAndEmptySource
    void an_origin_of_nothing_is_no_origin(String nothing) {
        span.setTag("_dd.origin", "synthetics").setTag("_dd.origin", nothing);

        assertThat(root.context().origin()).isNull();
        assertThat(sent().tag(Tags.ORIGIN)).isNull();
    }

    @Test
    void the_measured_mark_can_be_set_and_taken_back() {
        span.setTag("_dd.measured", 1);
        assertThat(span.data().metric(Tags.MEASURED, 0)).isEqualTo(1);

        span.setTag("_dd.measured", 0);
        assertThat(RecordedSpans.metrics(sent())).doesNotContainKey(Tags.MEASURED);
    }

    @Test
    void the_status_code_is_text_however_it_is_set() {
        span.setTag("http.status_code", 404);
        assertThat(span.data().tag("http.status_code")).isEqualTo("404");

        span.setTag("http.status_code", 500.0);
        assertThat(span.data().tag("http.status_code")).isEqualTo("500");

        span.setTag("http.status_code", "200");
        assertThat(RecordedSpans.metrics(sent())).doesNotContainKey("http.status_code");
        assertThat(sent().tag("http.status_code")).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "1, 1", "0.5, 0.5"})
    void the_analytics_rate_is_a_number_however_it_is_set(String value, double rate) {
        span.setTag("_dd1.sr.eausr", value);

        assertThat(sent().metric("_dd1.sr.eausr", -1)).isEqualTo(rate);
        assertThat(sent().tag("_dd1.sr.eausr")).isNull();
    }

    @Test
    void a_metric_has_no_special_meaning() {
        span.setMetric("sampling.priority", 2);

        assertThat(root.context().samplingPriority()).isEqualTo(SamplingPriority.UNSET);
        assertThat(sent().metric("sampling.priority", 0)).isEqualTo(2);
    }

    private SpanData sent() {
        span.finish();
        root.finish();
        return engine.sent(span);
    }
}
