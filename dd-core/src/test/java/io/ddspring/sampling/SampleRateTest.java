/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRateTest {
    private static final BigInteger MULTIPLIER = new BigInteger("1111111111111111111");
    private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

    @ParameterizedTest
    @CsvFileSource(resources = "hash-vectors.csv", useHeadersInDisplayName = true)
    void every_tracer_decides_the_same_for_the_same_id(
            String id, String at10, String at25, String at50, String at75, String at90) {
        long low = Long.parseUnsignedLong(id);

        assertThat(verdict(0.1, low)).isEqualTo(at10);
        assertThat(verdict(0.25, low)).isEqualTo(at25);
        assertThat(verdict(0.5, low)).isEqualTo(at50);
        assertThat(verdict(0.75, low)).isEqualTo(at75);
        assertThat(verdict(0.9, low)).isEqualTo(at90);
        assertThat(verdict(1, low)).isEqualTo("K");
        assertThat(verdict(0, low)).isEqualTo("D");
    }

    @Test
    void the_threshold_is_exact_for_any_id_and_rate() {
        SplittableRandom random = new SplittableRandom(20_260_301);
        for (int i = 0; i < 20_000; i++) {
            long id = random.nextLong();
            double rate = random.nextDouble();
            assertThat(SampleRate.of(rate).keeps(id))
                    .as("%s at %s", Long.toUnsignedString(id), rate)
                    .isEqualTo(hash(id).compareTo(threshold(rate)) <= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0x1p-64,
                0x1p-63,
                1e-6,
                0.1,
                0.25,
                0.4999999999999999,
                0.5,
                0.5000000000000001,
                0.75,
                0.9,
                1 - 0x1p-53
            })
    void ids_next_to_the_threshold_fall_on_its_right_side(double rate) {
        BigInteger inverse = MULTIPLIER.modInverse(TWO_TO_64);
        for (int distance = -3; distance <= 3; distance++) {
            BigInteger hash = threshold(rate).add(BigInteger.valueOf(distance)).mod(TWO_TO_64);
            long id = hash.multiply(inverse).longValue();

            assertThat(SampleRate.of(rate).keeps(id)).isEqualTo(hash.compareTo(threshold(rate)) <= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.4999, 0.5, 0.5001, 0.9, 0.999})
    void the_share_that_is_kept_is_the_rate(double rate) {
        SampleRate share = SampleRate.of(rate);
        int kept = 0;
        for (long id = 1; id <= 100_000; id++) {
            kept += share.keeps(id * 0x9E3779B97F4A7C15L) ? 1 : 0;
        }

        assertThat(kept / 100_000d).isBetween(rate - 0.01, rate + 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "0.123456789, 0.123457",
        "0.0000001, 0",
        "0.00000051, 0.000001",
        "0.0000005, 0.000001",
        "0.9999999, 1",
        "1, 1",
        "0, 0",
        "0.1, 0.1",
        "0.1234565, 0.123457",
        "0.75000049, 0.75"
    })
    void its_text_has_at_most_six_decimals(double rate, String text) {
        assertThat(SampleRate.of(rate).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.000001, Double.NaN, Double.POSITIVE_INFINITY})
    void other_numbers_are_no_rates(double value) {
        assertThatThrownBy(() -> SampleRate.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0 to 1");
    }

    private static String verdict(double rate, long id) {
        return SampleRate.of(rate).keeps(id) ? "K" : "D";
    }

    private static BigInteger hash(long id) {
        return new BigInteger(Long.toUnsignedString(id)).multiply(MULTIPLIER).mod(TWO_TO_64);
    }

    private static BigInteger threshold(double rate) {
        return new BigDecimal(rate).multiply(new BigDecimal(TWO_TO_64)).toBigInteger();
    }
}
