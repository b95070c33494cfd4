/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars that the application was started with, those inside of an executable jar included. Reads files; for one
 * thread that has time.
 */
final class ClassPathJars {
    private static final Logger LOG = LoggerFactory.getLogger(ClassPathJars.class);
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String[] NESTED = {"BOOT-INF/lib", "WEB-INF/lib", "WEB-INF/lib-provided"};
    private static final String JAR = ".jar";

    private final Set<Path> seen = new LinkedHashSet<>();
    private final Deque<Path> next = new ArrayDeque<>();

    /** Takes one jar and the root of what is inside of it. */
    @FunctionalInterface
    interface Visitor {
        void visit(Path jar, Path root) throws IOException;
    }

    /** @param classPath as in the system property {@code java.class.path} */
    ClassPathJars(String classPath) {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                add(entry);
            }
        }
    }

    private void add(String file) {
        try {
            Path path = Path.of(file).toAbsolutePath().normalize();
            if (isJar(path.toString()) && seen.add(path)) {
                next.add(path);
            }
        } catch (InvalidPathException notAFile) {
            LOG.debug("no library at {}", file);
        }
    }

    /** Whether there are jars that were not visited. */
    boolean hasNext() {
        return !next.isEmpty();
    }

    /** Visits the next jar, and those inside of it. One that cannot be read is left out. */
    void visitNext(Visitor visitor) {
        Path file = next.remove();
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(file)) {
            Path root = jar.getPath("/");
            addClassPathOf(root, file);
            if (!visitNested(root, visitor)) {
                visitor.visit(file, root);
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.debug("a library at {} cannot be read: {}", file, unreadable.toString());
        }
    }

    private void addClassPathOf(Path root, Path file) throws IOException {
        Path manifestFile = root.resolve(MANIFEST);
        if (!Files.isRegularFile(manifestFile)) {
            return;
        }
        String more;
        try (InputStream content = Files.newInputStream(manifestFile)) {
            more = new Manifest(content).getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        }
        if (more == null) {
            return;
        }
        for (String entry : more.trim().split("\\s+", -1)) {
            try {
                URI location = file.toUri().resolve(entry);
                if ("file".equals(location.getScheme())) {
                    add(Path.of(location).toString());
                }
            } catch (IllegalArgumentException notAFile) {
                LOG.debug("no library at {} of {}", entry, file);
            }
        }
    }

    private static boolean visitNested(Path root, Visitor visitor) throws IOException {
        boolean any = false;
        for (String directory : NESTED) {
            Path libraries = root.resolve(directory);
            if (!Files.isDirectory(libraries)) {
                continue;
            }
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, path -> isJar(path.toString()))) {
                for (Path nested : jars) {
                    any = true;
                    try (FileSystem inside = FileSystems.newFileSystem(nested)) {
                        visitor.visit(nested, inside.getPath("/"));
                    }
                }
            }
        }
        return any;
    }

    private static boolean isJar(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(JAR);
    }
}
