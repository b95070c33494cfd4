/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ddspring.test.ReceivedSketch;
import io.ddspring.testing.GoldenBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LatencySketchTest {
    private static final String EMPTY = GoldenBytes.hex("sketch.empty");
    private static final String ONE_VALUE = GoldenBytes.hex("sketch.one-value");

    private final LatencySketch sketch = new LatencySketch();

    @Test
    void an_empty_sketch_has_the_known_bytes() {
        assertThat(HexFormat.of().formatHex(sketch.encoded())).isEqualTo(EMPTY);
    }

    @Test
    void a_sketch_of_one_value_has_the_known_bytes() {
        sketch.add(1_500_000);

        assertThat(HexFormat.of().formatHex(sketch.encoded())).isEqualTo(ONE_VALUE);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "sketch-bins.csv")
    void a_duration_is_in_the_bin_of_the_formula(long nanos, int bin) {
        sketch.add(nanos);

        assertThat(decoded().bins()).isEqualTo(Map.of(bin, 1.0));
    }

    @Test
    void no_duration_at_all_is_counted_apart() {
        sketch.add(0);

        assertThat(decoded().zeroCount()).isEqualTo(1);
        assertThat(decoded().bins()).isEmpty();
    }

    @Test
    void an_independent_reader_finds_the_percentiles_within_one_percent() {
        long[] durations = new Random(42)
                .doubles(10_000, 0, 14)
                .mapToLong(exponent -> Math.round(1_000 * Math.exp(exponent)))
                .toArray();
        for (long nanos : durations) {
            sketch.add(nanos);
        }
        Arrays.sort(durations);

        assertThat(decoded().count()).isEqualTo(10_000);
        for (double quantile : new double[] {0, 0.5, 0.75, 0.95, 0.99, 1}) {
            double exact = durations[(int) (quantile * 9_999)];
            assertThat(decoded().quantile(quantile)).isCloseTo(exact, within(exact / 100));
        }
    }

    @Test
    void the_shortest_durations_are_merged_when_there_are_too_many_bins() {
        for (int exponent = 0; exponent <= 62; exponent++) {
            sketch.add(1L << exponent);
        }

        assertThat(decoded().count()).isEqualTo(63);
        assertThat(decoded().bins().lastKey() - decoded().bins().firstKey()).isLessThan(2_048);
        assertThat(sketch.encoded().length).isLessThan(17_000);
    }

    private ReceivedSketch decoded() {
        return ReceivedSketch.read(sketch.encoded());
    }
}
