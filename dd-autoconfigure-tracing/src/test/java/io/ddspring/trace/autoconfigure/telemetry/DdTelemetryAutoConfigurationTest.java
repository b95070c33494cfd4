/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.StatusContributor;
import io.ddspring.telemetry.TelemetryClient;
import io.ddspring.telemetry.TelemetryMetrics;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DdTelemetryAutoConfigurationTest {
    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DdTracingAutoConfiguration.class, DdTelemetryAutoConfiguration.class));

    @Test
    void what_reports_is_there_but_not_created_while_the_application_starts() {
        contexts.run(context -> {
            assertThat(context).hasSingleBean(TelemetryLifecycle.class);
            assertThat(context.getBeanFactory().containsBeanDefinition("ddTelemetryClient"))
                    .isTrue();
            assertThat(context.getBeanFactory().containsSingleton("ddTelemetryClient"))
                    .isFalse();
            assertThat(context.getBeanFactory().containsSingleton("ddTelemetryStatus"))
                    .isFalse();
            assertThat(status(context)).containsEntry("enabled", true).containsEntry("running", false);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd.instrumentation-telemetry.enabled=false",
                "dd.telemetry.enabled=false",
                "dd.trace.enabled=false"
            })
    void switched_off_there_is_nothing_but_a_status_that_says_so(String off) {
        contexts.withPropertyValues(off).run(context -> {
            assertThat(context).doesNotHaveBean(TelemetryClient.class).doesNotHaveBean(TelemetryLifecycle.class);
            assertThat(status(context)).containsEntry("enabled", false);
            assertThat(status(context).get("reason").toString()).endsWith(" is false");
        });
    }

    @Test
    void products_can_count_before_there_is_anything_that_reports() {
        contexts.run(context -> {
            assertThat(context.getBeanFactory().containsSingleton("ddTelemetryMetrics"))
                    .isFalse();
            TelemetryMetrics metrics = context.getBean(TelemetryMetrics.class);

            metrics.counter("appsec", "waf.init").increment();

            assertThat(context.getBean(TelemetryClient.class).metrics()).isSameAs(metrics);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dd.instrumentation-telemetry.enabled=false", "dd.trace.enabled=false"})
    void products_can_count_where_nothing_is_reported(String off) {
        contexts.withPropertyValues(off).run(context -> context.getBean(TelemetryMetrics.class)
                .counter("appsec", "waf.init")
                .increment());
    }

    @Test
    void the_official_variable_switches_it_off_as_well() {
        contexts.withSystemProperties("DD_INSTRUMENTATION_TELEMETRY_ENABLED=false")
                .run(context -> assertThat(status(context)).containsEntry("enabled", false));
    }

    @Test
    void spans_that_stay_in_memory_are_not_reported_about() {
        contexts.withBean("ddTraceWriter", InMemoryTraceWriter.class, InMemoryTraceWriter::new)
                .run(context -> {
                    assertThat(context).doesNotHaveBean(TelemetryClient.class);
                    assertThat(status(context)).containsEntry("reason", "traces do not go to an Agent");
                });
    }

    @Test
    void the_first_root_span_tells_how_the_library_was_installed() {
        contexts.withBean("ddTraceWriter", InMemoryTraceWriter.class, InMemoryTraceWriter::new)
                .withPropertyValues(
                        "DD_INSTRUMENTATION_INSTALL_ID=68e75c48",
                        "DD_INSTRUMENTATION_INSTALL_TYPE=k8s_single_step",
                        "DD_INSTRUMENTATION_INSTALL_TIME=1703188212")
                .run(context -> {
                    Tracer tracer = context.getBean(Tracer.class);
                    tracer.startSpan("first").finish();
                    tracer.startSpan("second").finish();

                    List<SpanData> spans =
                            context.getBean(InMemoryTraceWriter.class).awaitSpans(2);
                    assertThat(spans.get(0).tag("_dd.install.id")).isEqualTo("68e75c48");
                    assertThat(spans.get(0).tag("_dd.install.type")).isEqualTo("k8s_single_step");
                    assertThat(spans.get(0).tag("_dd.install.time")).isEqualTo("1703188212");
                    assertThat(spans.get(1).tag("_dd.install.id")).isNull();
                });
    }

    private static Map<String, Object> status(AssertableApplicationContext context) {
        StatusContributor status = context.getBean("ddTelemetryStatus", StatusContributor.class);
        assertThat(status.section()).isEqualTo("telemetry");
        assertThat(status.details()).containsAllEntriesOf(status.summary());
        return status.details();
    }
}
