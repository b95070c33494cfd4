/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Adding the starter changes nothing about an application but that it is traced. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BareApplicationsIT {
    @TempDir
    private Path directory;

    private final ClassPaths classPaths = ClassPaths.ofThisModule();
    private final Map<BareApplication, Observation> plain = new EnumMap<>(BareApplication.class);
    private final Map<BareApplication, Observation> traced = new EnumMap<>(BareApplication.class);

    @ParameterizedTest
    @EnumSource(BareApplication.class)
    void spring_boot_decides_the_same(BareApplication application) {
        assertThat(differences(application, Observation::conditions)).isEmpty();
        assertThat(traced(application).conditions())
                .anyMatch(line -> line.startsWith("io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration"));
    }

    @ParameterizedTest
    @EnumSource(BareApplication.class)
    void application_has_the_same_beans(BareApplication application) {
        assertThat(differences(application, Observation::beans)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = BareApplication.class, mode = EnumSource.Mode.EXCLUDE, names = "COMMAND_LINE")
    void application_answers_the_same(BareApplication application) {
        assertThat(plain(application).answers().get(0)).startsWith("200 application/json").contains("Hello ada");
        assertThat(traced(application).answers()).isEqualTo(plain(application).answers());
    }

    @ParameterizedTest
    @EnumSource(BareApplication.class)
    void application_starts_with_the_same_warnings(BareApplication application) {
        assertThat(differences(application, Observation::warnings)).isEmpty();
    }

    private List<String> differences(BareApplication application, Function<Observation, List<String>> part) {
        return Observation.differences(part.apply(plain(application)), part.apply(traced(application)));
    }

    private Observation plain(BareApplication application) {
        return plain.computeIfAbsent(application, key -> observe(key, false));
    }

    private Observation traced(BareApplication application) {
        return traced.computeIfAbsent(application, key -> observe(key, true));
    }

    private Observation observe(BareApplication application, boolean withStarter) {
        try {
            Path reports = Files.createDirectory(directory.resolve(application + (withStarter ? "-traced" : "-plain")));
            return Observation.of(application, classPaths, withStarter, reports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
