/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void quartiles_lie_between_values() {
        assertThat(Distribution.of(4, 1, 3, 2)).isEqualTo(new Distribution(2.5, 1.75, 3.25));
    }

    @Test
    void one_value_has_no_spread() {
        assertThat(Distribution.of(7)).isEqualTo(new Distribution(7, 7, 7));
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Distribution.of()).isInstanceOf(IllegalArgumentException.class);
    }
}
