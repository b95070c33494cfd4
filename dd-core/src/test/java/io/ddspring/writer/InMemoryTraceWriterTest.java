/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryTraceWriterTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter(10);

    @Test
    void it_keeps_chunks_in_their_order() {
        writer.write(SampleSpan.chunk(1, 2));
        writer.write(SampleSpan.chunk(2, 1));

        assertThat(writer.traces()).extracting(List::size).containsExactly(2, 1);
        assertThat(writer.spans()).extracting(SpanData::traceIdLow).containsExactly(1L, 1L, 2L);
        writer.clear();
        assertThat(writer.spans()).isEmpty();
    }

    @Test
    void the_oldest_chunks_make_room_for_new_ones() {
        writer.write(SampleSpan.chunk(1, 6));
        writer.write(SampleSpan.chunk(2, 4));
        writer.write(SampleSpan.chunk(3, 1));
        assertThat(writer.traces()).extracting(List::size).containsExactly(4, 1);

        writer.write(SampleSpan.chunk(4, 50));
        assertThat(writer.traces()).extracting(List::size).containsExactly(50);
    }

    @Test
    void waiting_ends_when_the_spans_are_there() {
        Thread application = new Thread(() -> writer.write(SampleSpan.chunk(1, 3)));
        application.start();

        assertThat(writer.awaitSpans(3)).hasSize(3);
    }

    @Test
    void waiting_in_vain_names_what_did_come() {
        writer.write(SampleSpan.chunk(1));

        assertThatThrownBy(() -> writer.awaitSpans(2, Duration.ofMillis(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 spans, have 1")
                .hasMessageContaining("servlet.request GET /cart");
    }

    @Test
    void after_closing_it_still_shows_what_came_before() {
        writer.write(SampleSpan.chunk(1));
        writer.close();
        writer.write(SampleSpan.chunk(2));

        assertThat(writer.spans()).hasSize(1);
    }
}
