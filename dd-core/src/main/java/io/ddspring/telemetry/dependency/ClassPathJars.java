/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

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
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of an application, those that their manifests name and those inside of an executable jar included, each once.
 * A limited number of them waits to be looked at; more are left out. Reads files; for one thread that has time.
 */
final class ClassPathJars {
    private static final Logger LOG = LoggerFactory.getLogger(ClassPathJars.class);
    private static final String[] NESTED = {"BOOT-INF/lib", "WEB-INF/lib", "WEB-INF/lib-provided"};
    private static final String JAR = ".jar";
    private static final String WAR = ".war";

    private final int limit;
    private final Set<Jar> seen = new HashSet<>();
    private final Deque<Jar> next = new ArrayDeque<>();

    /** @param nested path inside of {@code file}; empty for the file itself */
    private record Jar(Path file, String nested) {}

    /** Takes one jar after the other. */
    interface Visitor {
        /** A file, and the root of what is inside of it. */
        void visit(Path jar, Path root) throws IOException;

        /** A jar inside of another one, which can only be read from its beginning to its end: it may be large. */
        void visitNested(String fileName, InputStream jar) throws IOException;
    }

    /** @param limit most jars that wait */
    ClassPathJars(int limit) {
        this.limit = limit;
    }

    /** Adds a file or directory; only archives count. */
    void add(String file) {
        try {
            Path path = Path.of(file).toAbsolutePath().normalize();
            if (isArchive(path.toString())) {
                add(new Jar(path, ""));
            }
        } catch (InvalidPathException notAFile) {
            LOG.debug("no library at {}", file);
        }
    }

    /** Adds what is at a location; only files count. */
    void add(URI location) {
        try {
            if ("file".equals(location.getScheme())) {
                add(Path.of(location).toString());
            }
        } catch (RuntimeException notAFile) {
            LOG.debug("no library at {}", location);
        }
    }

    private void add(Jar jar) {
        if (next.size() < limit && seen.add(jar)) {
            next.add(jar);
        }
    }

    /** Whether there are jars that were not visited. */
    boolean hasNext() {
        return !next.isEmpty();
    }

    /** Jars that were not visited, as far as they are known. */
    int waiting() {
        return next.size();
    }

    /** Visits the next jar; nothing when it is one with others inside, which come later. One that cannot be read is left out. */
    void visitNext(Visitor visitor) {
        Jar jar = next.remove();
        if (!Files.isRegularFile(jar.file())) {
            return;
        }
        try (FileSystem outer = FileSystems.newFileSystem(jar.file())) {
            if (!jar.nested().isEmpty()) {
                Path nested = outer.getPath(jar.nested());
                try (InputStream content = Files.newInputStream(nested)) {
                    visitor.visitNested(String.valueOf(nested.getFileName()), content);
                }
                return;
            }
            Path root = outer.getPath("/");
            addClassPathOf(root, jar.file());
            if (!addNested(root, jar.file())) {
                visitor.visit(jar.file(), root);
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.debug("a library at {} {} cannot be read: {}", jar.file(), jar.nested(), unreadable.toString());
        }
    }

    private void addClassPathOf(Path root, Path file) {
        String more = JarManifest.in(root).getValue(Attributes.Name.CLASS_PATH);
        if (more == null) {
            return;
        }
        for (String entry : more.trim().split("\\s+", -1)) {
            try {
                add(file.toUri().resolve(entry));
            } catch (IllegalArgumentException notALocation) {
                LOG.debug("no library at {} of {}", entry, file);
            }
        }
    }

    private boolean addNested(Path root, Path file) throws IOException {
        boolean any = false;
        for (String directory : NESTED) {
            Path libraries = root.resolve(directory);
            if (!Files.isDirectory(libraries)) {
                continue;
            }
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, path -> isArchive(path.toString()))) {
                for (Path nested : jars) {
                    any = true;
                    add(new Jar(file, nested.toString()));
                }
            }
        }
        return any;
    }

    private static boolean isArchive(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.endsWith(JAR) || lowerCase.endsWith(WAR);
    }
}
