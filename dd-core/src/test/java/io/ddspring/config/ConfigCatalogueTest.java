/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCatalogueTest {
    private static final ConfigKey<Integer> SIZE = ConfigKey.of("dd.test.size", ConfigType.integer(0, 9), 1, "Size.");
    private static final ConfigKey<Map<String, String>> NAMES =
            ConfigKey.of("dd.test.names", ConfigType.MAP, Map.of(), "Names.");

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private ConfigCatalogue catalogue = ConfigCatalogue.shared();

    @BeforeEach
    void load() throws IOException {
        String constants = ConfigCatalogueTest.class.getName();
        write(first, "dd.test.size\tDD_OLD_SIZE\tVALUE\t" + constants + "\tSIZE\n");
        write(
                second,
                "dd.test.names\t\tMAP\t" + constants + "\tNAMES\n" + "dd.test.absent\t\tFLAG\tcom.acme.Absent\tFLAG\n");
        catalogue = ConfigCatalogue.load(new URLClassLoader(
                new URL[] {first.toUri().toURL(), second.toUri().toURL()}, ConfigCatalogueTest.class.getClassLoader()));
    }

    @Test
    void it_unites_what_every_module_lists() {
        assertThat(catalogue.names()).contains("dd.test.size", "dd.test.names", "dd.test.absent");
    }

    @Test
    void constants_are_found_under_every_spelling() {
        assertThat(catalogue.keysOf(List.of("DD_TEST_SIZE"))).containsExactly(SIZE);
        assertThat(catalogue.keysOf(List.of("dd.old.size", "dd.test-size"))).containsExactly(SIZE);
        assertThat(catalogue.keysOf(List.of("dd.test.names.First", "dd.test.names[second]")))
                .containsExactly(NAMES);
    }

    @Test
    void a_name_that_means_nothing_is_not_known() {
        assertThat(catalogue.knows("dd.test.siez")).isFalse();
        assertThat(catalogue.knows("dd.test.size.x")).isFalse();
        assertThat(catalogue.keysOf(List.of("dd.test.siez"))).isEmpty();
    }

    @Test
    void a_setting_of_an_absent_feature_is_known_but_has_no_constant() {
        assertThat(catalogue.knows("DD_TEST_ABSENT")).isTrue();
        assertThat(catalogue.keysOf(List.of("DD_TEST_ABSENT"))).isEmpty();
    }

    private static void write(Path directory, String lines) throws IOException {
        Path resource = directory.resolve(ConfigCatalogue.RESOURCE);
        Files.createDirectories(resource.getParent());
        Files.writeString(resource, lines);
    }
}
