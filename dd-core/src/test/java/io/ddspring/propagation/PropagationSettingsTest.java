/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static io.ddspring.propagation.PropagationStyle.B3;
import static io.ddspring.propagation.PropagationStyle.B3MULTI;
import static io.ddspring.propagation.PropagationStyle.BAGGAGE;
import static io.ddspring.propagation.PropagationStyle.DATADOG;
import static io.ddspring.propagation.PropagationStyle.TRACECONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.testing.LogLines;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropagationSettingsTest {
    @Test
    void unless_set_datadog_w3c_and_baggage_are_read_and_written() {
        PropagationSettings settings = settings();

        assertThat(settings.styles().extract()).containsExactly(DATADOG, TRACECONTEXT, BAGGAGE);
        assertThat(settings.styles().inject()).containsExactly(DATADOG, TRACECONTEXT, BAGGAGE);
        assertThat(settings.maxTagsLength()).isEqualTo(512);
        assertThat(settings.baggageLimits()).isEqualTo(new BaggageLimits(64, 8192));
        assertThat(settings.incoming()).isEqualTo(PropagationSettings.IncomingTrace.CONTINUE);
        assertThat(settings.b3Padding()).isTrue();
        assertThat(settings.extractFirst() || settings.httpBaggage()).isFalse();
    }

    @Test
    void a_style_of_one_direction_leaves_the_other_alone() {
        StyleSelection styles = settings("DD_TRACE_PROPAGATION_STYLE_EXTRACT=b3multi,b3single,b3multi")
                .styles();

        assertThat(styles.extract()).containsExactly(B3MULTI, B3);
        assertThat(styles.inject()).containsExactly(DATADOG, TRACECONTEXT, BAGGAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b3", "B3", "b3single", "B3 single header", "b3_single_header"})
    void the_single_b3_header_has_several_names(String name) {
        assertThat(settings("DD_TRACE_PROPAGATION_STYLE=" + name).styles().inject())
                .containsExactly(B3);
    }

    @Test
    void unknown_styles_are_ignored_and_reported_once() {
        try (LogLines log = new LogLines(StyleSelection.class)) {
            StyleSelection styles =
                    settings("DD_TRACE_PROPAGATION_STYLE=datadog,xray,zipkin").styles();

            assertThat(styles.extract()).containsExactly(DATADOG);
            assertThat(styles.inject()).containsExactly(DATADOG);
            assertThat(log.warnings())
                    .containsExactly(
                            "dd.trace.propagation-style=datadog,xray,zipkin"
                                    + " (environment variable DD_TRACE_PROPAGATION_STYLE) names unknown styles, which are ignored:"
                                    + " xray, zipkin; allowed is datadog, tracecontext, b3, b3 single header, b3multi, baggage or none");
        }
    }

    @Test
    void a_style_that_counts_for_no_direction_is_not_looked_at() {
        try (LogLines log = new LogLines(StyleSelection.class)) {
            settings(
                    "DD_TRACE_PROPAGATION_STYLE=zipkin",
                    "DD_TRACE_PROPAGATION_STYLE_EXTRACT=datadog",
                    "DD_TRACE_PROPAGATION_STYLE_INJECT=datadog");

            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", "datadog,none", "xray", ""})
    void a_list_without_styles_switches_propagation_off(String styles) {
        try (LogLines log = new LogLines(StyleSelection.class)) {
            assertThat(settings("DD_TRACE_PROPAGATION_STYLE=" + styles).styles().extract())
                    .isEmpty();
        }
    }

    @Test
    void values_that_are_not_allowed_leave_the_defaults() {
        PropagationSettings settings = settings(
                "DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH=513",
                "DD_TRACE_BAGGAGE_MAX_ITEMS=-1",
                "DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT=stop");

        assertThat(settings).isEqualTo(settings());
    }

    @Test
    void the_spelling_of_system_properties_is_not_mistaken_for_an_item_of_a_list() {
        PropagationSettings settings = PropagationSettings.from(new Configuration(ConfigSources.texts(
                Map.of(
                        "dd.trace.propagation.style.extract[0]", "b3multi",
                        "dd.trace.propagation.style.extract[1]", "datadog",
                        "dd.trace.propagation.style.b3.padding.enabled", "false",
                        "dd.trace.propagation.extract.first", "true"),
                ConfigOrigin.APPLICATION_FILE,
                "test")));

        assertThat(settings.styles().extract()).containsExactly(B3MULTI, DATADOG);
        assertThat(settings.styles().inject()).containsExactly(DATADOG, TRACECONTEXT, BAGGAGE);
        assertThat(settings.b3Padding()).isFalse();
        assertThat(settings.extractFirst()).isTrue();
    }

    private static PropagationSettings settings(String... variables) {
        return PropagationSettings.from(Propagators.configuration(variables));
    }
}
