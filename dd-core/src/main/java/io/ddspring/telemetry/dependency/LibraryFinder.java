/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the libraries of the application, jar by jar: from the bill of materials if the application has one, otherwise
 * from its class path, its class loaders and its modules. Reads files; for one thread that has time.
 */
public final class LibraryFinder {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryFinder.class);

    private static final String JAR_OF_FILE = "jar:file:";
    private static final String INSIDE = "!/";

    /** Ends of the location of an application's classes inside of a jar, as the versions of Spring Boot write it. */
    private static final List<String> CLASSES_INSIDE = List.of("-INF/classes/", "-INF/classes!/", "-INF/classes/!/");

    private final ClassLoader loader;
    private final String classPath;
    private final ClassPathJars jars;
    private boolean asked;
    private boolean known;

    /**
     * Nothing is read yet.
     *
     * @param loader that of the application
     * @param classPath as in the system property {@code java.class.path}
     * @param limit most jars that wait to be looked at; more are left out
     */
    public LibraryFinder(ClassLoader loader, String classPath, int limit) {
        this.loader = loader;
        this.classPath = classPath;
        this.jars = new ClassPathJars(limit);
    }

    /** Whether there may be more. */
    public boolean hasNext() {
        return !asked || (!known && jars.hasNext());
    }

    /** Jars that are known but were not looked at. */
    public int waiting() {
        return jars.waiting();
    }

    /** The next libraries; may be none, or such as were found before. Throws nothing. */
    public List<Dependency> findNext() {
        if (!asked) {
            asked = true;
            List<Dependency> listed = ofBill();
            known = !listed.isEmpty();
            if (!known) {
                addJars();
            }
            return listed;
        }
        List<Dependency> found = new ArrayList<>();
        if (hasNext()) {
            jars.visitNext(new ClassPathJars.Visitor() {
                @Override
                public void visit(Path jar, Path root) throws IOException {
                    found.addAll(JarReader.read(jar, root));
                }

                @Override
                public void visitNested(String fileName, InputStream jar) throws IOException {
                    found.addAll(JarReader.read(fileName, jar));
                }
            });
        }
        return found;
    }

    private void addJars() {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                jars.add(entry);
            }
        }
        // Those of a servlet container name what the class path does not.
        for (@Nullable ClassLoader next = loader; next != null; next = next.getParent()) {
            if (next instanceof URLClassLoader byUrl) {
                addAll(byUrl.getURLs());
            }
        }
        for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
            module.reference().location().ifPresent(jars::add);
        }
    }

    private void addAll(URL... locations) {
        for (URL location : locations) {
            try {
                jars.add(location.toURI());
            } catch (URISyntaxException notALocation) {
                LOG.debug("no library at {}", location);
            }
        }
    }

    private List<Dependency> ofBill() {
        try {
            Enumeration<URL> bills = loader.getResources(SoftwareBill.RESOURCE);
            while (bills.hasMoreElements()) {
                URL bill = bills.nextElement();
                if (isOfApplication(bill)) {
                    return read(bill);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.debug("the bill of materials cannot be read: {}", unreadable.toString());
        }
        return List.of();
    }

    /**
     * Libraries may have a bill as well, which tells of their own libraries only. That of the application is in a
     * directory, or in the one jar that the process was started with, or among the classes inside of it.
     */
    private boolean isOfApplication(URL bill) {
        String location = bill.toString();
        if (!location.endsWith(SoftwareBill.RESOURCE)) {
            return false;
        }
        String root = location.substring(0, location.length() - SoftwareBill.RESOURCE.length());
        return root.startsWith("file:") || CLASSES_INSIDE.stream().anyMatch(root::endsWith) || isStarted(root);
    }

    private boolean isStarted(String root) {
        if (!root.startsWith(JAR_OF_FILE) || !root.endsWith(INSIDE) || classPath.contains(File.pathSeparator)) {
            return false;
        }
        URI jar = URI.create(root.substring("jar:".length(), root.length() - INSIDE.length()));
        return Path.of(classPath).toAbsolutePath().normalize().equals(Path.of(jar));
    }

    private static List<Dependency> read(URL bill) throws IOException {
        URLConnection connection = bill.openConnection();
        // A cached jar stays open for the life of the process, which keeps others from replacing it.
        connection.setUseCaches(false);
        try (InputStream content = connection.getInputStream()) {
            return SoftwareBill.read(content);
        }
    }
}
