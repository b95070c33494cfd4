/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which libraries are in a jar: what Maven has written into it or, without that, what can be guessed. Whatever the
 * size of a jar, little of it is held at a time.
 */
final class JarReader {
    private static final Logger LOG = LoggerFactory.getLogger(JarReader.class);
    private static final String MAVEN = "META-INF/maven";
    private static final String POM_PROPERTIES = "pom.properties";
    private static final int POM_LIMIT_BYTES = 64 * 1024;

    private JarReader() {}

    /**
     * The libraries in a jar; none when it cannot be said what it is.
     *
     * @param jar the jar itself
     * @param root the root of what is inside of it
     */
    static List<Dependency> read(Path jar, Path root) throws IOException {
        List<Dependency> byMaven = byMaven(root.resolve(MAVEN));
        return byMaven.isEmpty() ? guess(String.valueOf(jar.getFileName()), JarManifest.in(root), sha1(jar)) : byMaven;
    }

    /**
     * The libraries in a jar that is read once from its beginning to its end; none when it cannot be said what it is.
     *
     * @param jar left open
     */
    static List<Dependency> read(String fileName, InputStream jar) throws IOException {
        MessageDigest digest = sha1();
        DigestInputStream bytes = new DigestInputStream(jar, digest);
        List<Dependency> byMaven = new ArrayList<>();
        Attributes manifest = new Attributes();
        boolean isArchive = false;
        try {
            ZipInputStream zip = new ZipInputStream(bytes);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                isArchive = true;
                String name = entry.getName();
                if (name.equals(JarManifest.NAME)) {
                    manifest = JarManifest.read(zip);
                } else if (name.startsWith(MAVEN + "/") && name.endsWith("/" + POM_PROPERTIES)) {
                    addIfComplete(zip, byMaven);
                }
            }
        } catch (ZipException notInOrder) {
            LOG.debug("{} cannot be read to its end: {}", fileName, notInOrder.toString());
        }
        if (!byMaven.isEmpty() || !isArchive) {
            return byMaven;
        }
        bytes.transferTo(OutputStream.nullOutputStream());
        return guess(fileName, manifest, hexadecimal(digest));
    }

    private static List<Dependency> guess(String fileName, Attributes manifest, String hash) {
        Dependency guessed = JarDescription.guess(fileName, manifest, hash);
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
        byte[] bytes = pomProperties.readNBytes(POM_LIMIT_BYTES);
        try {
            pom.load(new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException broken) {
            LOG.debug("a {} is broken: {}", POM_PROPERTIES, broken.toString());
        }
        String group = pom.getProperty("groupId", "");
        String artifact = pom.getProperty("artifactId", "");
        String version = pom.getProperty("version", "");
        if (!group.isEmpty() && !artifact.isEmpty() && !version.isEmpty()) {
            found.add(new Dependency(group + ":" + artifact, version, ""));
        }
    }

    private static String sha1(Path jar) throws IOException {
        MessageDigest digest = sha1();
        try (InputStream content = new DigestInputStream(Files.newInputStream(jar), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return hexadecimal(digest);
    }

    /** Not for security: it is how the backend knows jars. */
    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String hexadecimal(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).toUpperCase(Locale.ROOT);
    }
}
