/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Reads which libraries are in a jar: what Maven has written into it or, without that, what can be guessed. */
final class JarReader {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String MAVEN = "META-INF/maven";
    private static final String POM_PROPERTIES = "pom.properties";

    private JarReader() {}

    /**
     * The libraries in a jar; none when it cannot be said what it is.
     *
     * @param jar the jar itself
     * @param root the root of what is inside of it
     */
    static List<Dependency> read(Path jar, Path root) throws IOException {
        List<Dependency> byMaven = byMaven(root.resolve(MAVEN));
        if (!byMaven.isEmpty()) {
            return byMaven;
        }
        Attributes manifest = new Attributes();
        Path manifestFile = root.resolve(MANIFEST);
        if (Files.isRegularFile(manifestFile)) {
            try (InputStream content = Files.newInputStream(manifestFile)) {
                manifest = new Manifest(content).getMainAttributes();
            }
        }
        Dependency guessed = JarDescription.guess(String.valueOf(jar.getFileName()), manifest, sha1(jar));
        return guessed == null ? List.of() : List.of(guessed);
    }

    private static List<Dependency> byMaven(Path directory) throws IOException {
        List<Dependency> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory, 3)) {
                for (Path file :
                        files.filter(path -> path.endsWith(POM_PROPERTIES)).toList()) {
                    try (InputStream content = Files.newInputStream(file)) {
                        addIfComplete(content, found);
                    }
                }
            }
        }
        return found;
    }

    private static void addIfComplete(InputStream pomProperties, List<Dependency> found) throws IOException {
        Properties pom = new Properties();
        pom.load(pomProperties);
        String group = pom.getProperty("groupId", "");
        String artifact = pom.getProperty("artifactId", "");
        String version = pom.getProperty("version", "");
        if (!group.isEmpty() && !artifact.isEmpty() && !version.isEmpty()) {
            found.add(new Dependency(group + ":" + artifact, version, ""));
        }
    }

    /** Not for security: it is how the backend knows jars. */
    private static String sha1(Path jar) throws IOException {
        try (InputStream content = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest()).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
