/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.ddspring.writer.InMemoryTraceWriter;
import org.junit.jupiter.api.Test;

class CoreTracerBuilderTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();

    @Test
    void a_writer_is_all_a_tracer_needs() {
        CoreTracer.builder().writer(writer).build().startSpan("a").finish();

        assertThat(writer.spans()).singleElement().satisfies(span -> {
            assertThat(span.serviceName()).isEqualTo("unnamed-java-app");
            assertThat(span.tag("runtime-id")).isNotNull();
        });
    }

    @Test
    void a_tracer_without_writer_is_refused() {
        assertThatNullPointerException()
                .isThrownBy(() -> CoreTracer.builder().build())
                .withMessage("writer");
    }

    @Test
    void a_service_without_name_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CoreTracer.builder().writer(writer).service("").build())
                .withMessageContaining("service");
    }

    @Test
    void a_negative_number_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoreTracer.builder()
                        .writer(writer)
                        .partialFlushMinSpans(-1)
                        .build())
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CoreTracer.builder().writer(writer).stackTraceLimit(-2).build())
                .withMessageContaining("-2");
    }
}
