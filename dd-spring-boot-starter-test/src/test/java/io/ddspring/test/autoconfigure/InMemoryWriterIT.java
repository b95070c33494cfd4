/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.Tracer;
import io.ddspring.writer.InMemoryTraceWriter;
import io.ddspring.writer.TraceWriter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;

class InMemoryWriterIT {
    @SpringBootApplication
    static class App {}

    @Nested
    @SpringBootTest(classes = App.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
    class WithoutAnnotation {
        @Autowired
        private Tracer tracer;

        @Autowired
        private InMemoryTraceWriter writer;

        @Test
        void spans_stay_in_memory() {
            tracer.startSpan("order.price").finish();

            assertThat(writer.awaitSpans(1)).singleElement().satisfies(span -> assertThat(span.operationName())
                    .isEqualTo("order.price"));
        }
    }

    @Nested
    @AutoConfigureDatadog
    @SpringBootTest(classes = App.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
    class OptedOut {
        @Autowired
        private TraceWriter writer;

        @Test
        void the_writer_is_the_one_of_production() {
            assertThat(writer).isNotInstanceOf(InMemoryTraceWriter.class);
        }
    }
}
