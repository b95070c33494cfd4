/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilityTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'', AA==",
                "1, Ag==",
                "12, EAA=",
                "31, gAAAAA==",
                "12-15 19 29, IAjwAA==",
                "45, IAAAAAAA",
                "12-15 19 20 29 38-41 45, I8AgGPAA",
                "1 12-15 19 20 29 31 38-41 45, I8CgGPAC",
                "2-5 7-10 12-24 29 31-35 37-45, P++h//e8"
            })
    void masks_are_those_of_the_protocol(String bits, String base64) {
        assertThat(Capability.mask(capabilities(bits))).isEqualTo(base64);
    }

    @Property
    void a_mask_has_the_bits_of_its_capabilities(@ForAll Set<Capability> capabilities) {
        BigInteger mask = new BigInteger(1, Base64.getDecoder().decode(Capability.mask(capabilities)));

        for (Capability capability : Capability.values()) {
            assertThat(mask.testBit(capability.ordinal() + 1)).isEqualTo(capabilities.contains(capability));
        }
    }

    /** All capabilities are there, so that the one of bit n is number n-1. */
    private static Set<Capability> capabilities(String bits) {
        return Arrays.stream(bits.split(" ", -1))
                .filter(range -> !range.isEmpty())
                .flatMap(range -> {
                    int first = Integer.parseInt(range.split("-", -1)[0]);
                    int last = Integer.parseInt(range.substring(range.indexOf('-') + 1));
                    return Arrays.stream(Capability.values(), first - 1, last);
                })
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Capability.class)));
    }
}
