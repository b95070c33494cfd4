/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Samples samples = new Samples();

    @Test
    void values_are_taken_once_in_their_order() {
        samples.add(2);
        samples.add(1);

        assertThat(samples.take()).containsExactly(2, 1);
        assertThat(samples.take()).isEmpty();
    }

    @Test
    void those_beyond_the_limit_are_lost_until_the_others_are_taken() {
        for (int i = 0; i < 2000; i++) {
            samples.add(i);
        }
        assertThat(samples.take()).hasSize(1024).startsWith(0).endsWith(1023);
        samples.add(7);

        assertThat(samples.take()).containsExactly(7);
    }
}
