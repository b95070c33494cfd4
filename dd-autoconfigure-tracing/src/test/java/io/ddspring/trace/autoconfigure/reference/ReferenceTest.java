/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigCatalogue;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.UniformName;
import io.ddspring.trace.autoconfigure.reference.DeclaredKeys.Declared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is generated from the settings is up to date; {@code -Dregenerate} writes it anew. */
class ReferenceTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final String OFFICIAL_KEYS =
            "src/test/resources/io/ddspring/trace/autoconfigure/reference/official-keys.tsv";
    private static List<Declared> declared = List.of();

    @BeforeAll
    static void find() throws Exception {
        declared = DeclaredKeys.all();
    }

    @Test
    void the_catalogue_lists_every_setting() throws Exception {
        isUpToDate("src/main/resources/" + ConfigCatalogue.RESOURCE, ReferenceFiles.catalogue(declared));
    }

    @Test
    void editors_know_every_setting() throws Exception {
        isUpToDate("src/main/resources/META-INF/spring-configuration-metadata.json", ReferenceFiles.metadata(declared));
    }

    @Test
    void the_reference_describes_every_setting() throws Exception {
        isUpToDate("../docs/properties.md", ReferenceFiles.reference(declared));
    }

    @Test
    void the_way_from_the_official_tracers_keys_and_back_is_known() throws Exception {
        OfficialKeys officials = OfficialKeys.read(MODULE.resolve(OFFICIAL_KEYS), declared);

        isUpToDate(OFFICIAL_KEYS, officials.text());
        isUpToDate("../docs/trace-keys.md", TraceKeysPage.of(declared, officials));
        assertThat(officials.all())
                .as("official keys without a setting need a remark: no, planned or something else, and why")
                .allMatch(one ->
                        officials.setting(one).isPresent() || !one.remark().isBlank());
    }

    @Test
    void no_two_settings_can_be_taken_for_each_other() {
        Map<String, String> byUniform = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        for (Declared one : declared) {
            Stream.of(Stream.of(one.key().name()), one.key().aliases().stream(), one.key().oldNames().stream())
                    .flatMap(names -> names)
                    .forEach(name -> {
                        String other = byUniform.put(UniformName.of(name), name);
                        if (other != null) {
                            clashes.add(other + " and " + name);
                        }
                    });
        }

        assertThat(clashes).isEmpty();
    }

    @Test
    void no_setting_looks_like_an_entry_of_a_map() {
        List<String> maps = declared.stream()
                .map(Declared::key)
                .filter(key -> key.defaultValue() instanceof Map)
                .map(ConfigKey::name)
                .toList();

        assertThat(declared)
                .noneMatch(one -> maps.stream().anyMatch(map -> one.key().name().startsWith(map + ".")));
    }

    @Test
    void names_and_descriptions_have_one_form() {
        assertThat(declared).allSatisfy(one -> {
            ConfigKey<?> key = one.key();
            assertThat(key.name()).matches("(dd|otel)(\\.[a-z0-9]+(-[a-z0-9]+)*)+");
            assertThat(key.aliases()).allMatch(UniformName::isOurs);
            assertThat(UniformName.of(key.environmentVariable())).isEqualTo(UniformName.of(key.name()));
            assertThat(key.description()).endsWith(".").doesNotStartWith("The ");
            if (key.defaultValue() instanceof Boolean && !key.name().startsWith("otel.")) {
                assertThat(key.description()).startsWith("Whether ");
            }
        });
    }

    private static void isUpToDate(String file, String generated) throws Exception {
        Path path = MODULE.resolve(file).normalize();
        if (!System.getProperty("regenerate", "false").equals("false")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, generated);
        }
        assertThat(path).as("run this test with -Dregenerate").hasContent(generated);
    }
}
