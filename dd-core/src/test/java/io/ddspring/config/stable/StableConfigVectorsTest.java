/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The blocks of {@code vectors.txt}, where their form is described. */
class StableConfigVectorsTest {
    private static final String ARGUMENT = "-D";

    @TempDir
    private Path directory;

    record Vector(String name, RunningProcess process, String file, List<String> says) {
        static Vector parse(String block) {
            List<String> lines = block.lines().toList();
            int file = lines.indexOf("file");
            int says = lines.indexOf("says");
            return new Vector(
                    lines.get(0),
                    process(lines.subList(1, file)),
                    String.join("\n", lines.subList(file + 1, says)),
                    lines.subList(says + 1, lines.size()).stream()
                            .filter(line -> !line.isEmpty())
                            .toList());
        }

        private static RunningProcess process(List<String> lines) {
            Map<String, String> variables = new HashMap<>();
            Map<String, String> properties = new HashMap<>();
            for (String line : lines) {
                String name = line.substring(0, line.indexOf('='));
                String value = line.substring(line.indexOf('=') + 1);
                if (name.startsWith(ARGUMENT)) {
                    properties.put(name.substring(ARGUMENT.length()), value);
                } else {
                    variables.put(name, value);
                }
            }
            return new RunningProcess(variables, properties);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream file = StableConfigVectorsTest.class.getResourceAsStream("vectors.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^== ", -1)).skip(1).map(Vector::parse);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_file_says(Vector vector) throws IOException {
        Path file = Files.writeString(directory.resolve("application_monitoring.yaml"), vector.file());

        assertThat(told(StableConfigFile.read(file, vector.process()))).isEqualTo(vector.says());
    }

    private static List<String> told(StableConfig config) {
        List<String> told = new ArrayList<>();
        if (!config.id().isEmpty()) {
            told.add("id " + config.id());
        }
        config.settings().forEach((name, setting) -> told.add(name + "=" + setting.text() + "@" + setting.line()));
        if (!config.problem().isEmpty()) {
            told.add("problem " + config.problem());
        }
        return told;
    }
}
