/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.dependency.Dependency;
import io.ddspring.telemetry.dependency.LibraryFinder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

class FatJarLibrariesIT {
    @Test
    void the_libraries_inside_of_an_executable_jar_are_found_with_their_versions_each_once(@TempDir Path directory)
            throws IOException {
        Set<Path> libraries = springLibraries();
        Path jar = executableJar(directory.resolve("shop.jar"), libraries);

        List<Dependency> found = new ArrayList<>();
        LibraryFinder finder =
                new LibraryFinder(new URLClassLoader(new URL[0], null), jar.toString(), libraries.size() + 1);
        while (finder.hasNext()) {
            found.addAll(finder.findNext());
        }

        assertThat(found)
                .filteredOn(library -> library.name().equals("spring-core"))
                .singleElement()
                .satisfies(library -> assertThat(library.version()).isEqualTo(SpringVersion.getVersion()));
        assertThat(found)
                .filteredOn(library -> library.name().equals("spring-boot"))
                .singleElement()
                .satisfies(library -> {
                    assertThat(library.version()).isEqualTo(SpringBootVersion.getVersion());
                    assertThat(library.hash()).matches("[0-9A-F]{40}");
                });
        assertThat(found).extracting(Dependency::name).doesNotHaveDuplicates();
        assertThat(libraries).hasSizeGreaterThan(5).hasSameSizeAs(found);
    }

    private static Set<Path> springLibraries() {
        Set<Path> libraries = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (path.getFileName() != null && path.getFileName().toString().matches("spring-.*\\.jar")) {
                libraries.add(path);
            }
        }
        return libraries;
    }

    /** Libraries are stored in it as they are, as Spring Boot's loader wants them. */
    private static Path executableJar(Path jar, Set<Path> libraries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Path library : libraries) {
                byte[] content = Files.readAllBytes(library);
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry("BOOT-INF/lib/" + library.getFileName());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return jar;
    }
}
