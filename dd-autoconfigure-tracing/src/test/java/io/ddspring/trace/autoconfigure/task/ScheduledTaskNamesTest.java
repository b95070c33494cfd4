/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduledTaskNamesTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme.Jobs.tick, Jobs.tick",
        "Jobs.tick, Jobs.tick",
        "com.acme.Outer$Jobs.tick, Jobs.tick",
        "com.acme.Jobs$1.run, Jobs$1.run",
        "com.acme.Jobs$$SpringCGLIB$$0.tick, Jobs.tick",
        "com.acme.Jobs$$Lambda/0x00007f1c2c0a3c00@4e50df2e, Jobs.lambda",
        "com.acme.Jobs$$Lambda$14/0x0000000800066840@1b2c6ec2, Jobs.lambda",
        "com.acme.CleanupTask@1b2c6ec2, CleanupTask.run",
    })
    void a_text_with_a_class_names_it(String text, String resource) {
        assertThat(ScheduledTaskNames.resourceOf(text)).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({"cleanup", "'order 4711: cleanup'", "''"})
    void another_text_does_not_become_a_name(String text) {
        assertThat(ScheduledTaskNames.resourceOf(text)).isNull();
    }

    @Test
    void a_task_without_a_text_has_no_name() {
        Runnable broken = new Runnable() {
            @Override
            public void run() {}

            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };

        assertThat(ScheduledTaskNames.resourceOf(broken)).isNull();
    }
}
