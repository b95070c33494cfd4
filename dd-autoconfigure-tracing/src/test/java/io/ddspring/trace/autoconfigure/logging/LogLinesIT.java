/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

@ExtendWith(OutputCaptureExtension.class)
class LogLinesIT {
    private static final Pattern LEFT_BEHIND = Pattern.compile("(CONSOLE|FILE)?_?LOG_.*|LOGGING_.*");
    private static final Logger LOG = LoggerFactory.getLogger("shop.orders");

    @AfterEach
    void log_as_the_other_tests_expect() {
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
        // What Spring Boot leaves for the logging system would be taken over by the next application.
        System.getProperties()
                .keySet()
                .removeIf(name -> LEFT_BEHIND.matcher((String) name).matches());
    }

    /** What earlier tests left behind would be logged, too, or in the way that they chose. */
    @BeforeEach
    void startAnew() {
        MDC.clear();
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    }

    @Test
    void lines_have_the_ids_of_the_active_span_without_any_setting(CapturedOutput output) {
        Span span = logInsideAndOutside();

        String traceId = span.context().traceIdHex();
        String spanId = Long.toUnsignedString(span.context().spanId());
        assertThat(line(output, "inside the span"))
                .contains("[" + traceId + "-" + spanId + " ".repeat(20 - spanId.length()) + "]");
        assertThat(line(output, "outside of any span")).doesNotContain(traceId, spanId);
        assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors");
    }

    @Test
    void lines_are_as_without_us_when_that_is_switched_off(CapturedOutput output) {
        Span span = logInsideAndOutside("dd.logs.injection=false");

        assertThat(line(output, "inside the span"))
                .doesNotContain(span.context().traceIdHex());
    }

    @Test
    void the_pattern_of_the_application_is_used(CapturedOutput output) {
        Span span = logInsideAndOutside("logging.pattern.console=%X{dd.service}/%X{dd.env} %X{dd.trace_id} %m%n");

        assertThat(line(output, "inside the span"))
                .isEqualTo("shop/prod " + span.context().traceIdHex() + " inside the span");
    }

    @Test
    void logstash_lines_always_have_the_identity_and_each_name_once(CapturedOutput output) throws Exception {
        Span span = logInsideAndOutside("logging.structured.format.console=logstash");

        JsonNode inside = json(output, "inside the span");
        assertThat(inside.path("dd.trace_id").asText()).isEqualTo(span.context().traceIdHex());
        assertThat(inside.path("dd.service").asText()).isEqualTo("shop");
        JsonNode outside = json(output, "outside of any span");
        assertThat(outside.has("dd.trace_id")).isFalse();
        assertThat(List.of(
                        outside.path("dd.service").asText(),
                        outside.path("dd.env").asText(),
                        outside.path("dd.version").asText()))
                .containsExactly("shop", "prod", "1.2.3");
    }

    @Test
    void ecs_lines_always_have_the_identity(CapturedOutput output) throws Exception {
        Span span = logInsideAndOutside("logging.structured.format.console=ecs");

        JsonNode inside = json(output, "inside the span").path("dd");
        assertThat(inside.path("trace_id").asText()).isEqualTo(span.context().traceIdHex());
        assertThat(inside.path("service").asText()).isEqualTo("shop");
        assertThat(json(output, "outside of any span").path("dd.service").asText())
                .isEqualTo("shop");
    }

    @Test
    void a_member_of_the_application_is_left_alone(CapturedOutput output) throws Exception {
        logInsideAndOutside(
                "logging.structured.format.console=logstash", "logging.structured.json.add.dd.version=theirs");

        for (String message : List.of("outside of any span", "inside the span")) {
            assertThat(json(output, message).path("dd.version").asText()).isEqualTo("theirs");
            assertThat(json(output, message).path("dd.service").asText()).isEqualTo("shop");
        }
    }

    @Test
    void no_ecs_line_is_lost_when_the_application_adds_an_object_of_our_name(CapturedOutput output) throws Exception {
        logInsideAndOutside("logging.structured.format.console=ecs", "logging.structured.json.add.dd.team=theirs");

        for (String message : List.of("outside of any span", "inside the span")) {
            assertThat(json(output, message).path("dd").path("team").asText()).isEqualTo("theirs");
        }
    }

    @Test
    void the_identity_is_there_when_the_logging_context_is_left_out(CapturedOutput output) throws Exception {
        logInsideAndOutside(
                "logging.structured.format.console=logstash", "logging.structured.json.context.include=false");

        JsonNode inside = json(output, "inside the span");
        assertThat(inside.has("dd.trace_id")).isFalse();
        assertThat(inside.path("dd.service").asText()).isEqualTo("shop");
    }

    @Test
    void structured_lines_are_as_without_us_when_that_is_switched_off(CapturedOutput output) throws Exception {
        logInsideAndOutside("logging.structured.format.console=logstash", "dd.logs.injection=false");

        assertThat(json(output, "outside of any span").has("dd.service")).isFalse();
    }

    private static Span logInsideAndOutside(String... properties) {
        SpringApplication application = new SpringApplication(Application.class);
        // Where Micrometer Tracing is there, Spring Boot itself has lines show ids.
        application.setResourceLoader(new DefaultResourceLoader(new FilteredClassLoader("io.micrometer.tracing")));
        application.setWebApplicationType(WebApplicationType.NONE);
        List<String> arguments = new ArrayList<>(
                List.of("--dd.service=shop", "--dd.env=prod", "--dd.version=1.2.3", "--spring.main.banner-mode=off"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        try (ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new))) {
            Tracer tracer = context.getBean(Tracer.class);
            LOG.info("outside of any span");
            Span span = tracer.startSpan("work");
            try (var scope = tracer.activate(span)) {
                LOG.info("inside the span");
            }
            span.finish();
            return span;
        }
    }

    private static String line(CapturedOutput output, String message) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains(message))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(CapturedOutput output, String message) throws Exception {
        return new ObjectMapper().readTree(line(output, message));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(excludeName = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration")
    static class Application {
        @Bean
        InMemoryTraceWriter spans() {
            return new InMemoryTraceWriter();
        }
    }
}
