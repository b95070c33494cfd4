/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @Test
    void what_is_written_is_read(@TempDir Path directory) throws IOException {
        Samples samples = new Samples();
        samples.add("CPU µs/request", "bare", 80.5);
        samples.add("CPU µs/request", "bare", 81);
        Path file = directory.resolve("new/results.json");

        new Results(Map.of("commit", "abc"), samples).write(file);
        Results read = Results.read(file);

        assertThat(read.circumstances()).containsExactly(Map.entry("commit", "abc"));
        assertThat(read.samples().values("CPU µs/request", "bare")).containsExactly(80.5, 81);
    }

    @Test
    void what_was_not_measured_is_empty(@TempDir Path directory) throws IOException {
        Results none = Results.readIfPresent(directory.resolve("none.json"));

        assertThat(none.samples().figures()).isEmpty();
    }

    @Test
    void versions_come_from_names_of_jars() {
        String classPath = "/r/brave-instrumentation-1.0.jar:/r/brave-6.3.1.jar";

        assertThat(Circumstances.versionOnClassPath("brave", classPath)).isEqualTo("6.3.1");
        assertThatThrownBy(() -> Circumstances.versionOnClassPath("sdk", classPath))
                .hasMessage("sdk is not on the class path");
    }
}
