/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceIdsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0000000000000000, 0",
        "1, 0000000000000001, 1",
        "987654321, 000000003ade68b1, 987654321",
        "9223372036854775807, 7fffffffffffffff, 9223372036854775807",
        "-9223372036854775808, 8000000000000000, 9223372036854775808",
        "-1, ffffffffffffffff, 18446744073709551615",
        "1311768467294899695, 1234567890abcdef, 1311768467294899695"
    })
    void ids_are_written_unsigned(long id, String hex, String decimal) {
        assertThat(TraceIds.toHex(id)).isEqualTo(hex);
        assertThat(TraceIds.highToHex(id)).isEqualTo(hex);
        assertThat(TraceIds.highToHex(id)).isEqualTo(hex);
        assertThat(TraceIds.toDecimal(id)).isEqualTo(decimal);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 123456789, 000000000000000000000000075bcd15",
        "7209415885545537536, -1, 640cfd8d00000000ffffffffffffffff",
        "-1, -1, ffffffffffffffffffffffffffffffff"
    })
    void a_trace_id_has_always_32_digits(long high, long low, String hex) {
        assertThat(TraceIds.toHex(high, low)).isEqualTo(hex);
    }
}
