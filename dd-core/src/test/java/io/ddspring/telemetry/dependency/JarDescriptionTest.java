/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Attributes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarDescriptionTest {
    @ParameterizedTest
    @CsvSource({
        // file, Bundle-Name, Implementation-Title, Bundle-Version, Implementation-Version, Bundle-SymbolicName, result
        "spring-boot-4.1.0.jar, '', Spring Boot, '', 4.1.0, '', spring-boot 4.1.0",
        "asm-9.7.jar, org.objectweb.asm, ASM, 9.7.0, 9.7, org.objectweb.asm, org.objectweb:asm 9.7",
        "library.jar, library, '', 1.2.0, 1.2.0, com.acme.library, com.acme:library 1.2.0",
        "library.jar, library, '', 1.2.0, '', ab.library, library 1.2.0",
        "guava-33.0.0-jre.jar, '', '', '', '', '', guava 33.0.0-jre",
        "some-tool.jar, '', '', '', '', '', 'some-tool '",
        "x-1.0-2.jar, '', '', '', 7, '', x 1.0-2"
    })
    void a_jar_is_described_by_its_manifest_and_its_name(
            String file,
            String bundleName,
            String title,
            String bundleVersion,
            String version,
            String symbolicName,
            String expected) {
        Attributes manifest = new Attributes();
        put(manifest, "Bundle-Name", bundleName);
        put(manifest, "Implementation-Title", title);
        put(manifest, "Bundle-Version", bundleVersion);
        put(manifest, "Implementation-Version", version);
        put(manifest, "Bundle-SymbolicName", symbolicName);

        Dependency guessed = JarDescription.guess(file, manifest, "AB");

        assertThat(guessed).isNotNull();
        assertThat(guessed.name() + " " + guessed.version()).isEqualTo(expected);
        assertThat(guessed.hash()).isEqualTo("AB");
    }

    private static void put(Attributes manifest, String name, String value) {
        if (!value.isEmpty()) {
            manifest.putValue(name, value);
        }
    }
}
