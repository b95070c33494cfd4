/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can only be seen in the text of the source files. */
class SourceFilesTest {
    private static final int MAX_LINES = 400;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

    // The tests run in compat-tests/architecture.
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void files_are_short() {
        assertThat(sources(""))
                .isNotEmpty()
                .filteredOn(file -> lines(file).size() > MAX_LINES)
                .isEmpty();
    }

    @Test
    void packages_are_null_marked() {
        Set<Path> packages = sources("src/main/java").map(Path::getParent).collect(toSet());

        assertThat(packages.stream().map(directory -> directory.resolve("package-info.java")))
                .isNotEmpty()
                .filteredOn(file -> !Files.exists(file) || !lines(file).contains("@NullMarked"))
                .isEmpty();
    }

    @Test
    void unit_tests_start_no_application() {
        assertThat(sources("src/test/java"))
                .isNotEmpty()
                .filteredOn(file -> file.toString().endsWith("Test.java"))
                .filteredOn(file -> lines(file).stream().anyMatch(line -> line.startsWith("@SpringBootTest")))
                .isEmpty();
    }

    @Test
    void nothing_is_left_for_later() {
        assertThat(sources("src/main/java"))
                .isNotEmpty()
                .filteredOn(file -> lines(file).stream()
                        .anyMatch(line -> UNFINISHED.matcher(line).find()))
                .isEmpty();
    }

    private static Stream<Path> sources(String part) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains(part))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
