/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.testing.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = Faults.shared();

    @Test
    void every_failure_of_a_site_is_counted_and_only_the_first_is_logged() {
        try (LogLines log = new LogLines(Faults.class)) {
            faults.record("test.counted", new IllegalStateException("first"));
            faults.record("test.counted", new IllegalStateException("second"));
            faults.record("test.other", new IllegalStateException("third"));

            assertThat(log.warnings()).hasSize(2);
            assertThat(log.warnings().get(0)).contains("test.counted").contains("application is not affected");
            assertThat(log.warnings().get(1)).contains("test.other");
        }

        assertThat(faults.count("test.counted")).isEqualTo(2);
        assertThat(faults.counts()).containsEntry("test.counted", 2L).containsEntry("test.other", 1L);
    }

    @Test
    void a_site_without_failures_counts_zero() {
        assertThat(faults.count("test.never")).isZero();
        assertThat(faults.counts()).doesNotContainKey("test.never");
    }

    @Test
    void a_failure_that_cannot_be_printed_is_recorded_all_the_same() {
        RuntimeException unprintable = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("not even that");
            }
        };
        try (LogLines log = new LogLines(Faults.class)) {
            assertThatCode(() -> faults.record("test.unprintable", unprintable)).doesNotThrowAnyException();

            assertThat(log.warnings()).hasSize(1).first().asString().contains("test.unprintable");
        }
        assertThat(faults.count("test.unprintable")).isEqualTo(1);
    }

    @Test
    void a_fatal_error_is_thrown_again_and_not_counted() {
        OutOfMemoryError failure = new OutOfMemoryError("no");

        assertThatThrownBy(() -> faults.record("test.fatal", failure)).isSameAs(failure);
        assertThat(faults.count("test.fatal")).isZero();
    }

    @Test
    void who_wants_to_know_is_told_of_every_failure_until_it_does_not() {
        List<String> told = new ArrayList<>();
        Faults.Listener listener = new Faults.Listener() {
            @Override
            public void failed(String site, Throwable failure) {
                told.add(site + " " + failure.getMessage());
            }

            @Override
            public void slow(String site, Duration took) {
                told.add(site + " " + took);
            }
        };
        Faults.Listener failing = (site, failure) -> {
            throw new IllegalStateException("not ready");
        };
        faults.tell(failing);
        faults.tell(listener);
        faults.tell(listener);
        faults.record("test.told", new IllegalStateException("one"));
        faults.record("test.told", new IllegalStateException("two"));
        faults.slow("test.slow", Duration.ofSeconds(3));
        faults.forget(listener);
        faults.forget(failing);
        faults.record("test.told", new IllegalStateException("three"));

        assertThat(told).containsExactly("test.told one", "test.told two", "test.slow PT3S");
        assertThat(faults.count("test.told")).isEqualTo(3);
    }

    @Test
    void only_virtual_machine_errors_other_than_a_stack_overflow_are_fatal() {
        assertThatThrownBy(() -> Fatal.rethrowIfFatal(new InternalError("no"))).isInstanceOf(InternalError.class);
        assertThatCode(() -> {
                    Fatal.rethrowIfFatal(new StackOverflowError());
                    Fatal.rethrowIfFatal(new NoClassDefFoundError());
                    Fatal.rethrowIfFatal(new AssertionError());
                    Fatal.rethrowIfFatal(new IllegalStateException());
                })
                .doesNotThrowAnyException();
    }
}
