/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperationNamesTest {
    private final BridgedTracing tracing = new BridgedTracing();

    @AfterEach
    void close() {
        tracing.close();
    }

    static Stream<Arguments> names() throws IOException {
        try (InputStream file = OperationNamesTest.class.getResourceAsStream("operation-names.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .map(cells -> Arguments.of(cells[0].trim(), cells[1].trim(), cells[2].trim()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_name_follows_from_kind_and_attributes(String kind, String attributes, String name) {
        Span span =
                tracing.builder("GET /x").setSpanKind(SpanKind.valueOf(kind)).startSpan();
        set(span::setAttribute, attributes);
        span.end();

        assertThat(tracing.sent().operationName()).isEqualTo(name);
        assertThat(tracing.sent().resourceName()).isEqualTo("GET /x");
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_name_is_known_from_the_start_when_the_attributes_are(String kind, String attributes, String name) {
        SpanBuilder builder = tracing.builder("GET /x").setSpanKind(SpanKind.valueOf(kind));
        set(builder::setAttribute, attributes);
        BridgedSpan span = (BridgedSpan) builder.startSpan();

        assertThat(Objects.requireNonNull(span.datadog().data()).operationName())
                .isEqualTo(name);
    }

    @Test
    void a_name_of_ones_own_is_kept() {
        Span late = tracing.builder("late").setSpanKind(SpanKind.SERVER).startSpan();
        late.setAttribute("http.request.method", "GET");
        late.setAttribute("operation.name", "My.Operation");
        late.end();
        tracing.builder("early")
                .setAttribute("operation.name", "Other.Operation")
                .startSpan()
                .end();
        Span native_ = tracing.start("native");
        ((BridgedSpan) native_).datadog().setOperationName("set.by.us");
        native_.end();

        assertThat(tracing.sent("late").operationName()).isEqualTo("my.operation");
        assertThat(tracing.sent("early").operationName()).isEqualTo("other.operation");
        assertThat(tracing.sent("native").operationName()).isEqualTo("set.by.us");
    }

    @Test
    void an_empty_name_of_ones_own_is_none() {
        Span span = tracing.start("work");
        span.setAttribute("operation.name", "");
        span.end();

        assertThat(tracing.sent().operationName()).isEqualTo("internal");
    }

    @Test
    void a_span_of_ours_keeps_its_name_when_it_is_ended_through_the_bridge() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("servlet.request");
        try (io.ddspring.trace.Scope scope = tracing.tracer.activate(ours)) {
            Span.current().end();
        }

        assertThat(tracing.sent().operationName()).isEqualTo("servlet.request");
    }

    private interface AttributeSetter {
        @SuppressWarnings("UnusedReturnValue")
        Object set(String name, String value);
    }

    private static void set(AttributeSetter setter, String attributes) {
        for (String pair : attributes.isEmpty() ? new String[0] : attributes.split(" ")) {
            int equals = pair.indexOf('=');
            setter.set(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
