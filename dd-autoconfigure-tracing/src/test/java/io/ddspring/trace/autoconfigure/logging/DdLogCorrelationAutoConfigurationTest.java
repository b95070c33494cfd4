/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DdLogCorrelationAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DdTracingAutoConfiguration.class, DdLogCorrelationAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withPropertyValues("dd.service=shop", "dd.env=prod", "dd.version=1.2.3");

    @AfterEach
    void nothing_is_left_on_the_thread() {
        Map<String, String> left = MDC.getCopyOfContextMap();
        MDC.clear();
        assertThat(left).isNullOrEmpty();
    }

    @Test
    void the_logging_context_has_the_ids_of_the_active_span_and_the_identity() {
        inSpan(application, span -> assertThat(MDC.getCopyOfContextMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "dd.trace_id", span.context().traceIdHex(),
                        "dd.span_id", Long.toUnsignedString(span.context().spanId()),
                        "dd.service", "shop",
                        "dd.env", "prod",
                        "dd.version", "1.2.3")));
    }

    @Test
    void what_is_not_set_is_not_there() {
        inSpan(application.withPropertyValues("dd.env=", "dd.version="), span -> assertThat(MDC.getCopyOfContextMap())
                .containsOnlyKeys("dd.trace_id", "dd.span_id", "dd.service"));
    }

    @Test
    void a_64_bit_trace_id_is_decimal() {
        inSpan(application.withPropertyValues("dd.trace.128-bit-traceid-generation.enabled=false"), span -> assertThat(
                        MDC.get("dd.trace_id"))
                .isEqualTo(Long.toUnsignedString(span.context().traceIdLow())));
    }

    @Test
    void the_lower_half_is_logged_where_128_bit_ids_are_not_wanted() {
        inSpan(application.withPropertyValues("dd.trace.128-bit-traceid-logging.enabled=false"), span -> assertThat(
                        MDC.get("dd.trace_id"))
                .isEqualTo(Long.toUnsignedString(span.context().traceIdLow())));
    }

    @Test
    void the_keys_of_micrometer_are_there_on_request() {
        inSpan(application.withPropertyValues("dd.logs.micrometer-keys=true"), span -> assertThat(
                        MDC.getCopyOfContextMap())
                .containsEntry("traceId", span.context().traceIdHex())
                .containsEntry("spanId", span.context().spanIdHex()));
    }

    @Test
    void the_ids_follow_the_active_span() {
        application.run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            Span outer = tracer.startSpan("outer");
            Span inner = tracer.startSpan("inner");
            try (var outerScope = tracer.activate(outer)) {
                try (var innerScope = tracer.activate(inner)) {
                    assertThat(MDC.get("dd.span_id")).isEqualTo(id(inner));
                }
                assertThat(MDC.get("dd.span_id")).isEqualTo(id(outer));
                try (var none = Context.root().activate()) {
                    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
                }
                assertThat(MDC.get("dd.span_id")).isEqualTo(id(outer));
                assertThat(MDC.get("dd.service")).isEqualTo("shop");
            }
        });
    }

    @Test
    void what_was_there_before_is_there_again() {
        application.run(context -> {
            Map<String, String> before =
                    new TreeMap<>(Map.of("dd.trace_id", "mine", "dd.service", "other", "user", "7"));
            before.forEach(MDC::put);
            Tracer tracer = context.getBean(Tracer.class);

            tracer.trace(
                    "outer",
                    () -> tracer.trace(
                            "inner", () -> assertThat(MDC.get("dd.service")).isEqualTo("shop")));

            assertThat(MDC.getCopyOfContextMap()).containsExactlyInAnyOrderEntriesOf(before);
            MDC.clear();
            tracer.trace("again", () -> {});
            assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
        });
    }

    @Test
    void other_entries_are_left_alone() {
        inSpan(application, span -> {
            MDC.put("user", "7");
            MDC.put("dd.span_id", "overwritten");
            try (var sameSpan =
                    Context.current().with(ContextKey.named("other"), "value").activate()) {
                assertThat(MDC.get("dd.span_id"))
                        .as("not written while the span stays")
                        .isEqualTo("overwritten");
            }
            assertThat(MDC.get("user")).isEqualTo("7");
            MDC.remove("user");
        });
    }

    @Test
    void a_thread_of_a_pool_keeps_nothing() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            application.run(context -> {
                Tracer tracer = context.getBean(Tracer.class);
                CompletableFuture<String> inside = new CompletableFuture<>();
                Span span = tracer.startSpan("caller");
                try (var scope = tracer.activate(span)) {
                    pool.execute(Context.current().wrap((Runnable) () -> inside.complete(MDC.get("dd.span_id"))));
                }
                assertThat(inside.get(5, TimeUnit.SECONDS)).isEqualTo(id(span));
                assertThat(pool.submit(MDC::getCopyOfContextMap).get(5, TimeUnit.SECONDS))
                        .isNullOrEmpty();
            });
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void of_two_applications_the_newest_writes_and_then_the_other_one_again() {
        application.run(first -> {
            application.withPropertyValues("dd.service=second").run(second -> first.getBean(Tracer.class)
                    .trace("work", () -> assertThat(MDC.get("dd.service")).isEqualTo("second")));

            first.getBean(Tracer.class)
                    .trace("work", () -> assertThat(MDC.get("dd.service")).isEqualTo("shop"));
        });
    }

    @Test
    void nobody_writes_while_the_newest_application_needs_the_names_itself() {
        application.run(first -> application
                .withPropertyValues(
                        "logging.structured.format.console=ecs", "logging.structured.json.add.dd.team=theirs")
                .run(second -> second.getBean(Tracer.class).trace("work", () -> assertThat(MDC.getCopyOfContextMap())
                        .isNullOrEmpty())));
    }

    @Test
    void nothing_is_written_after_the_application_has_stopped() {
        application.run(context -> {
            Span span = context.getBean(Tracer.class).startSpan("work");
            context.close();
            try (var scope = Context.root().with(Span.CONTEXT_KEY, span).activate()) {
                assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
            }
        });
    }

    @Test
    void switched_off_nothing_is_written() {
        inSpan(application.withPropertyValues("dd.logs.injection=false"), span -> assertThat(MDC.getCopyOfContextMap())
                .isNullOrEmpty());
    }

    @Test
    void without_tracing_nothing_is_written() {
        application.withPropertyValues("dd.trace.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(LogCorrelation.class));
    }

    @Test
    void gives_way_to_one_of_the_application() {
        LogCorrelation own = LogCorrelation.start(new LogCorrelationSettings(Map.of("dd.service", "own"), true, false));
        inSpan(application.withBean("own", LogCorrelation.class, () -> own), span -> assertThat(MDC.get("dd.service"))
                .isEqualTo("own"));
    }

    private static String id(Span span) {
        return Long.toUnsignedString(span.context().spanId());
    }

    private static void inSpan(ApplicationContextRunner runner, InSpan test) {
        runner.run((AssertableApplicationContext context) -> {
            Tracer tracer = context.getBean(Tracer.class);
            Span span = tracer.startSpan("work");
            try (var scope = tracer.activate(span)) {
                test.run(span);
            } finally {
                span.finish();
            }
        });
    }

    private interface InSpan {
        void run(Span span) throws Exception;
    }
}
