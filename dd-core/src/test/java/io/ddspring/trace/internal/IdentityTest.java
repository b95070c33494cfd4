/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    @Test
    void ids_are_positive_63_bit_numbers_that_do_not_repeat() {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            long id = IdGenerator.RANDOM.next();
            assertThat(id).isPositive();
            ids.add(id);
        }

        assertThat(ids).hasSize(10_000);
        assertThat(ids).anyMatch(id -> id > 1L << 62);
    }

    @ParameterizedTest
    @CsvSource({
        "1678572941000000000, 640cfd8d00000000",
        "1678572941999999999, 640cfd8d00000000",
        "4294967295000000000, ffffffff00000000",
        "0, 0000000000000000"
    })
    void the_upper_half_of_a_trace_id_is_the_second_of_its_start(long startUnixNanos, String hex) {
        assertThat(String.format("%016x", IdGenerator.highBits(startUnixNanos))).isEqualTo(hex);
    }

    @Test
    void a_new_trace_has_an_id_of_128_bits() {
        Engine engine = new Engine();
        engine.root().finish();

        assertThat(engine.sent().tag("_dd.p.tid")).hasSize(16).endsWith("00000000");
        assertThat(engine.sent().traceIdHigh() >>> 32).isEqualTo(engine.sent().startNanos() / 1_000_000_000L);
        assertThat(engine.sent().traceIdHigh() & 0xffff_ffffL).isZero();
    }

    @Test
    void a_new_trace_has_an_id_of_64_bits_when_that_is_wanted() {
        Engine engine = new Engine(builder -> builder.generate128BitIds(false));
        engine.root().finish();

        assertThat(engine.sent().traceIdHigh()).isZero();
        assertThat(engine.sent().tag("_dd.p.tid")).isNull();
    }

    @Test
    void every_start_of_the_process_has_an_identity_of_its_own() {
        ProcessIdentity identity = ProcessIdentity.ofThisProcess();

        UUID runtimeId = UUID.fromString(identity.runtimeId());
        assertThat(runtimeId.version()).isEqualTo(4);
        assertThat(runtimeId.variant()).isEqualTo(2);
        assertThat(identity.processId()).isEqualTo(ProcessHandle.current().pid());
        assertThat(identity.hostname()).isNotNull().doesNotContain("\n");
        assertThat(ProcessIdentity.ofThisProcess().runtimeId()).isNotEqualTo(identity.runtimeId());
    }
}
