/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkQueueTest {
    @Test
    void chunks_come_out_in_the_order_they_went_in() {
        ChunkQueue queue = new ChunkQueue(8, 100);
        assertThat(queue.offer(SampleSpan.chunk(1, 2))).isTrue();
        assertThat(queue.offer(SampleSpan.chunk(2, 3))).isTrue();
        assertThat(queue.spans()).isEqualTo(5);

        assertThat(queue.poll().get(0).traceIdLow()).isEqualTo(1);
        assertThat(queue.poll().get(0).traceIdLow()).isEqualTo(2);
        assertThat(queue.poll()).isNull();
        assertThat(queue.spans()).isZero();
    }

    @Test
    void the_number_of_chunks_is_bounded() {
        ChunkQueue queue = new ChunkQueue(8, 100);
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            taken += queue.offer(SampleSpan.chunk(i + 1)) ? 1 : 0;
        }

        assertThat(taken).isEqualTo(8).isEqualTo(queue.chunks());
        assertThat(queue.spans()).isEqualTo(8);
    }

    @Test
    void the_number_of_spans_is_bounded() {
        ChunkQueue queue = new ChunkQueue(8, 100);

        assertThat(queue.offer(SampleSpan.chunk(1, 60))).isTrue();
        assertThat(queue.offer(SampleSpan.chunk(2, 41))).isFalse();
        assertThat(queue.offer(SampleSpan.chunk(3, 40))).isTrue();
        assertThat(queue.offer(SampleSpan.chunk(4, 1))).isFalse();
        assertThat(queue.spans()).isEqualTo(100);
    }

    @Test
    void a_chunk_beyond_the_bound_fits_into_an_empty_queue() {
        ChunkQueue queue = new ChunkQueue(8, 100);

        assertThat(queue.offer(SampleSpan.chunk(1, 500))).isTrue();
        assertThat(queue.offer(SampleSpan.chunk(2))).isFalse();
        assertThat(queue.poll()).hasSize(500);
        assertThat(queue.offer(SampleSpan.chunk(3))).isTrue();
    }

    @Test
    void it_is_filling_from_half_on() {
        ChunkQueue queue = new ChunkQueue(8, 100);
        assertThat(queue.isFilling()).isFalse();
        queue.offer(SampleSpan.chunk(1, 50));
        assertThat(queue.isFilling()).isFalse();
        queue.offer(SampleSpan.chunk(2));
        assertThat(queue.isFilling()).isTrue();

        queue.poll();
        for (int i = 0; i < 3; i++) {
            queue.offer(SampleSpan.chunk(3));
        }
        assertThat(queue.isFilling()).isFalse();
        queue.offer(SampleSpan.chunk(4));
        assertThat(queue.isFilling()).isTrue();
    }
}
