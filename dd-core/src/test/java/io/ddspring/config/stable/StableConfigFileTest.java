/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.vendor.snakeyaml.v2.api.lowlevel.Compose;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableConfigFileTest {
    private static final RunningProcess PROCESS = new RunningProcess(Map.of(), Map.of());

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("application_monitoring.yaml");
    }

    @Test
    void no_file_says_nothing() {
        assertThat(StableConfigFile.read(file, PROCESS)).isEqualTo(StableConfig.NONE);
        assertThat(StableConfigFile.read(directory, PROCESS)).isEqualTo(StableConfig.NONE);
    }

    @Test
    void a_file_may_have_256_kibibytes_and_no_more() throws IOException {
        String start = "apm_configuration_default: {DD_ENV: x}\n#";

        Files.writeString(file, start + "x".repeat(256 * 1024 - start.length()));
        assertThat(StableConfigFile.read(file, PROCESS).settings()).containsOnlyKeys("DD_ENV");

        Files.writeString(file, start + "x".repeat(256 * 1024 - start.length() + 1));
        assertThat(StableConfigFile.read(file, PROCESS)).isEqualTo(StableConfig.unusable("it is larger than 256 KiB"));
    }

    @Test
    void a_file_that_is_no_text_cannot_be_used() throws IOException {
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28});
        assertThat(StableConfigFile.read(file, PROCESS).problem()).isEqualTo("it is not text in UTF-8");

        Files.write(file, new byte[] {'a', ':', ' ', 7});
        assertThat(StableConfigFile.read(file, PROCESS).problem()).isEqualTo("it is not YAML");
    }

    @Test
    void a_file_that_grows_when_it_is_read_cannot_be_used() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(",", Collections.nCopies(10, "*a" + (i - 1)))));
        }
        Files.writeString(file, bomb);

        assertThat(StableConfigFile.read(file, PROCESS).problem()).isEqualTo("it is not YAML");
    }

    @Test
    void a_file_that_contains_itself_cannot_be_used() throws IOException {
        Files.writeString(file, "apm_configuration_default: &a {DD_ENV: *a}");

        assertThat(StableConfigFile.read(file, PROCESS).problem()).startsWith("line 1: ");
    }

    @Test
    void a_file_that_is_nested_without_end_cannot_be_used() throws IOException {
        Files.writeString(file, "a: " + "[".repeat(200_000));

        assertThat(StableConfigFile.read(file, PROCESS).problem()).isNotEmpty();
    }

    @Test
    void what_a_file_says_is_not_shown_by_accident() throws IOException {
        Files.writeString(file, "apm_configuration_default: {DD_API_KEY: 0123456789abcdef}");

        assertThat(StableConfigFile.read(file, PROCESS).toString())
                .contains("DD_API_KEY")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void what_knows_yaml_is_loaded_only_when_there_is_a_file() throws Exception {
        assertThat(loadedToRead(file)).isNotEmpty().noneMatch(name -> name.contains("aml"));

        Files.writeString(file, "config_id: a");
        assertThat(loadedToRead(file)).anyMatch(name -> name.contains("snakeyaml"));
    }

    private static List<String> loadedToRead(Path file) throws Exception {
        List<String> loaded = new ArrayList<>();
        URL[] places = {
            StableConfigFile.class.getProtectionDomain().getCodeSource().getLocation(),
            Compose.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                loaded.add(name);
                return super.findClass(name);
            }
        }) {
            Class<?> process = loader.loadClass(RunningProcess.class.getName());
            loader.loadClass(StableConfigFile.class.getName())
                    .getMethod("read", Path.class, process)
                    .invoke(null, file, nothing(process));
        }
        return loaded;
    }

    private static Object nothing(Class<?> process) throws Exception {
        return process.getConstructor(Map.class, Map.class).newInstance(Map.of(), Map.of());
    }
}
