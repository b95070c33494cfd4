/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryFinderTest {
    private static final byte[] CLASS = {1};

    @TempDir
    Path directory;

    @Test
    void jars_of_the_class_path_and_those_their_manifests_name_are_found_once() throws Exception {
        Path second = jar("second-2.0.jar", Map.of("A.class", CLASS));
        Path first = jar(
                "first one.jar",
                Map.of(
                        "META-INF/MANIFEST.MF",
                        text("Manifest-Version: 1.0\nClass-Path: second-2.0.jar missing.jar\n")));

        assertThat(find(first + File.pathSeparator + second + File.pathSeparator + directory, loader()))
                .extracting(library -> library.name() + " " + library.version())
                .containsExactlyInAnyOrder("first one ", "second 2.0");
    }

    @Test
    void a_jar_that_says_what_it_is_made_of_needs_no_hash() throws Exception {
        Path shaded = jar(
                "shaded.jar",
                Map.of(
                        "META-INF/maven/org.acme/one/pom.properties",
                        text("groupId=org.acme\nartifactId=one\nversion=1.0\n"),
                        "META-INF/maven/org.acme/two/pom.properties",
                        text("groupId=org.acme\nartifactId=two\nversion=2.0\n"),
                        "META-INF/maven/org.acme/broken/pom.properties",
                        text("groupId=org.acme\n")));

        assertThat(find(shaded.toString(), loader()))
                .containsExactlyInAnyOrder(
                        new Dependency("org.acme:one", "1.0", ""), new Dependency("org.acme:two", "2.0", ""));
    }

    @Test
    void another_jar_is_told_with_the_hash_of_its_bytes() throws Exception {
        Path jar = jar("tool-1.0.jar", Map.of("A.class", CLASS));

        assertThat(find(jar.toString(), loader())).singleElement().satisfies(library -> {
            assertThat(library.name()).isEqualTo("tool");
            assertThat(library.hash()).matches("[0-9A-F]{40}");
        });
    }

    @Test
    void libraries_inside_of_an_executable_jar_come_one_by_one() throws Exception {
        Map<String, byte[]> libraries = new LinkedHashMap<>();
        libraries.put(
                "BOOT-INF/lib/spring-core-7.0.8.jar",
                zip(
                        Map.of(
                                "META-INF/MANIFEST.MF",
                                text(
                                        "Manifest-Version: 1.0\nImplementation-Title: spring-core\nImplementation-Version: 7.0.8\n"))));
        libraries.put("BOOT-INF/lib/plain-1.0.jar", zip(Map.of("A.class", CLASS)));
        libraries.put("BOOT-INF/classes/A.class", CLASS);
        Path application = jar("application.jar", libraries);
        LibraryFinder finder = new LibraryFinder(loader(), application.toString(), 100);

        List<List<String>> steps = new ArrayList<>();
        while (finder.hasNext()) {
            steps.add(finder.findNext().stream().map(Dependency::name).toList());
        }

        assertThat(steps.stream().flatMap(List::stream)).containsExactlyInAnyOrder("spring-core", "plain");
        assertThat(steps).allSatisfy(step -> assertThat(step).hasSizeLessThanOrEqualTo(1));
    }

    @Test
    void a_library_inside_is_known_by_what_maven_wrote_or_by_the_hash_of_its_bytes() throws Exception {
        byte[] guessed = zip(Map.of("A.class", CLASS));
        byte[] compressed = compressed(Map.of("A.class", new byte[100_000]));
        Map<String, byte[]> libraries = new LinkedHashMap<>();
        libraries.put("BOOT-INF/lib/guessed-1.0.jar", guessed);
        libraries.put("BOOT-INF/lib/compressed-1.0.jar", compressed);
        libraries.put(
                "BOOT-INF/lib/known.jar",
                compressed(Map.of(
                        "META-INF/maven/org.acme/one/pom.properties",
                        text("groupId=org.acme\nartifactId=one\nversion=1.0\n"),
                        "META-INF/maven/org.acme/broken/pom.properties",
                        text("groupId=\\u00zz"))));
        libraries.put("BOOT-INF/lib/no-archive-1.0.jar", text("not at all"));
        Path application = jar("application.jar", libraries);

        assertThat(find(application.toString(), loader()))
                .containsExactlyInAnyOrder(
                        new Dependency("guessed", "1.0", sha1(guessed)),
                        new Dependency("compressed", "1.0", sha1(compressed)),
                        new Dependency("org.acme:one", "1.0", ""));
    }

    @Test
    void a_large_library_inside_is_not_held_in_memory() throws Exception {
        Path application = jar(
                "application.jar",
                Map.of("BOOT-INF/lib/large-1.0.jar", zip(Map.of("model.bin", new byte[32 * 1024 * 1024]))));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);

        assertThat(find(application.toString(), loader()))
                .extracting(Dependency::name)
                .containsExactly("large");

        assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(8 * 1024 * 1024);
    }

    @Test
    void broken_manifests_leave_no_library_out() throws Exception {
        byte[] broken = text("no manifest\n");
        Path application = jar(
                "application.jar",
                Map.of(
                        "META-INF/MANIFEST.MF",
                        broken,
                        "BOOT-INF/lib/inside-1.0.jar",
                        zip(Map.of("META-INF/MANIFEST.MF", broken))));
        Path tool = jar("tool-1.0.jar", Map.of("META-INF/MANIFEST.MF", broken));

        assertThat(find(application + File.pathSeparator + tool, loader()))
                .extracting(library -> library.name() + " " + library.version())
                .containsExactlyInAnyOrder("inside 1.0", "tool 1.0");
    }

    @Test
    void what_a_manifest_says_about_single_entries_does_not_matter() throws Exception {
        Path tool = jar(
                "tool.jar",
                Map.of(
                        "META-INF/MANIFEST.MF",
                        text("Manifest-Version: 1.0\r\nImplementation-Version: 3\r\n\r\nName: a\r\nbroken\r\n")));

        assertThat(find(tool.toString(), loader()))
                .extracting(library -> library.name() + " " + library.version())
                .containsExactly("tool 3");
    }

    @Test
    void the_bill_of_a_library_is_not_that_of_the_application() throws Exception {
        Path library =
                jar("library-1.0.jar", Map.of("META-INF/sbom/application.cdx.json", text(bill("org.other", "x"))));
        Path tool = jar("tool-1.0.jar", Map.of("A.class", CLASS));
        Path classes = directory.resolve("classes");
        Files.createDirectories(classes.resolve("META-INF/sbom"));
        String classPath = tool + File.pathSeparator + library;

        assertThat(find(classPath, loader(library)))
                .extracting(Dependency::name)
                .containsExactlyInAnyOrder("tool", "library");

        Files.writeString(classes.resolve("META-INF/sbom/application.cdx.json"), bill("org.acme", "orders"));
        assertThat(find(classPath, loader(library, classes)))
                .extracting(Dependency::name)
                .containsExactly("org.acme:orders");
    }

    @Test
    void the_bill_of_the_jar_that_was_started_or_of_the_classes_in_it_is_that_of_the_application() throws Exception {
        Path application = jar(
                "my application.jar", Map.of("META-INF/sbom/application.cdx.json", text(bill("org.acme", "orders"))));
        assertThat(find(application.toString(), loader(application)))
                .extracting(Dependency::name)
                .containsExactly("org.acme:orders");
    }

    @ParameterizedTest
    @CsvSource({
        "jar:nested:/app.jar/!BOOT-INF/classes/!/, true",
        "jar:file:/app.jar!/BOOT-INF/classes!/, true",
        "jar:file:/app.war!/WEB-INF/classes/, true",
        "jar:nested:/app.jar/!BOOT-INF/lib/library-1.0.jar!/, false",
        "jar:file:/app.jar!/BOOT-INF/lib/library-1.0.jar!/, false",
        "jar:file:/library-1.0.jar!/, false"
    })
    void the_bill_among_the_classes_inside_of_a_jar_is_that_of_the_application(String root, boolean accepted) {
        ClassLoader launched = new ClassLoader(null) {
            @Override
            protected Enumeration<URL> findResources(String name) throws IOException {
                return Collections.enumeration(
                        List.of(new URL(null, root + name, new TextHandler(bill("org.acme", "inside")))));
            }
        };

        assertThat(find("", launched))
                .extracting(Dependency::name)
                .filteredOn("org.acme:inside"::equals)
                .hasSize(accepted ? 1 : 0);
    }

    @Test
    void a_bill_of_materials_tells_everything() throws Exception {
        Path jar = jar("tool-1.0.jar", Map.of("A.class", CLASS));
        Path bill = Files.createDirectories(directory.resolve("classes/META-INF/sbom"))
                .resolve("application.cdx.json");
        Files.writeString(
                bill,
                "{\"bomFormat\":\"CycloneDX\",\"components\":["
                        + "{\"purl\":\"pkg:maven/org.acme/orders@1.2%2B3?type=jar\",\"components\":"
                        + "[{\"purl\":\"pkg:maven/org.acme/inner@1\"}]},{\"purl\":\"pkg:npm/left-pad@1\"},{\"name\":\"x\"}]}");

        assertThat(find(jar.toString(), loader(directory.resolve("classes"))))
                .containsExactly(
                        new Dependency("org.acme:orders", "1.2+3", ""), new Dependency("org.acme:inner", "1", ""));
    }

    @Test
    void a_bill_of_materials_that_cannot_be_read_is_as_good_as_none() throws Exception {
        Path jar = jar("tool-1.0.jar", Map.of("A.class", CLASS));
        Files.writeString(
                Files.createDirectories(directory.resolve("classes/META-INF/sbom"))
                        .resolve("application.cdx.json"),
                "{\"components\":[");

        assertThat(find(jar.toString(), loader(directory.resolve("classes"))))
                .extracting(Dependency::name)
                .containsExactly("tool");
    }

    @Test
    void jars_of_class_loaders_are_found_and_broken_ones_left_out() throws Exception {
        Path jar = jar("tool-1.0.jar", Map.of("A.class", CLASS));
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no archive");

        assertThat(find(broken.toString(), loader(jar)))
                .extracting(Dependency::name)
                .containsExactly("tool");
    }

    @Test
    void no_more_jars_wait_than_are_allowed() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            paths.add(jar("tool" + i + "-1.0.jar", Map.of("A.class", CLASS)).toString());
        }
        LibraryFinder finder = new LibraryFinder(loader(), String.join(File.pathSeparator, paths), 3);
        finder.findNext();

        assertThat(finder.waiting()).isEqualTo(3);
    }

    private static List<Dependency> find(String classPath, ClassLoader loader) {
        LibraryFinder finder = new LibraryFinder(loader, classPath, 1000);
        List<Dependency> found = new ArrayList<>();
        while (finder.hasNext()) {
            found.addAll(finder.findNext());
        }
        return found;
    }

    private static URLClassLoader loader(Path... locations) throws IOException {
        URL[] urls = new URL[locations.length];
        for (int i = 0; i < locations.length; i++) {
            urls[i] = locations[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    private Path jar(String name, Map<String, byte[]> entries) throws IOException {
        return Files.write(directory.resolve(name), zip(entries));
    }

    /** Stored, not compressed, as jars inside of executable jars are. */
    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entries.forEach((name, content) -> {
                try {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    ZipEntry entry = new ZipEntry(name);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                    zip.putNextEntry(entry);
                    zip.write(content);
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            });
        }
        return bytes.toByteArray();
    }

    private static final class TextHandler extends URLStreamHandler {
        private final String text;

        TextHandler(String text) {
            this.text = text;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(text(text));
                }
            };
        }

        @Override
        protected void parseURL(URL url, String spec, int start, int limit) {
            setURL(url, url.getProtocol(), "", -1, "", null, spec.substring(start), null, null);
        }
    }

    private static byte[] compressed(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static String sha1(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    }

    private static String bill(String group, String artifact) {
        return "{\"components\":[{\"purl\":\"pkg:maven/" + group + "/" + artifact + "@1\"}]}";
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
