/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import static io.ddspring.devagent.traces.Payloads.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.traces.Payloads;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackJsonTest {
    @Test
    void shows_every_type() {
        byte[] document = Payloads.encode(map(
                "nil",
                null,
                "flag",
                true,
                "int",
                -5,
                "big",
                new BigInteger("18446744073709551615"),
                "double",
                0.5,
                "text",
                "\"<é>",
                "bytes",
                new byte[] {1, (byte) 0xff},
                "list",
                List.of(map("deep", 1))));

        assertThat(json(document))
                .isEqualTo("{\"nil\":null,\"flag\":true,\"int\":-5,\"big\":18446744073709551615,\"double\":0.5,"
                        + "\"text\":\"\\\"<é>\",\"bytes\":\"01ff\",\"list\":[{\"deep\":1}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "82a16101", "c67fffffff00", "dd7fffffff", "81c301", "0101", "c1"})
    void shows_the_bytes_of_what_it_cannot_read(String hex) {
        assertThat(json(HexFormat.of().parseHex(hex))).isEqualTo("\"not MessagePack: " + hex + "\"");
    }

    @Test
    void shows_numbers_that_are_keys() {
        assertThat(json(HexFormat.of().parseHex("81cfffffffffffffffff02"))).isEqualTo("{\"18446744073709551615\":2}");
    }

    @Test
    void does_not_go_down_without_end() {
        byte[] nested = new byte[100_000];
        Arrays.fill(nested, (byte) 0x91);
        nested[nested.length - 1] = 1;

        assertThat(json(nested)).isEqualTo("[".repeat(65) + "\"…\"" + "]".repeat(65));
    }

    private static String json(byte[] document) {
        return new String(JsonBytes.of(out -> MessagePackJson.write(out, document)), StandardCharsets.UTF_8);
    }
}
