/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessFiguresTest {
    private final ProcessFigures own =
            new ProcessFigures(ProcessHandle.current().pid());

    @Test
    void a_process_has_used_memory_and_processor_time() throws IOException {
        assertThat(own.cpuSeconds()).isBetween(0.01, 10_000.0);
        assertThat(own.residentMegabytes()).isBetween(10.0, 10_000.0);
    }

    @Test
    void threads_have_names() throws IOException {
        assertThat(own.threads()).contains("VM Thread");
    }

    @Test
    void classes_are_counted_as_the_jvm_does() throws IOException {
        assertThat(own.loadedClasses()).isGreaterThan(1000);
    }
}
