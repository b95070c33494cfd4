/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ResolvedModule;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
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
            jars.visitNext((jar, root) -> found.addAll(JarReader.read(jar, root)));
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
        try (InputStream bill = loader.getResourceAsStream(SoftwareBill.RESOURCE)) {
            return bill == null ? List.of() : SoftwareBill.read(bill);
        } catch (IOException | RuntimeException unreadable) {
            LOG.debug("the bill of materials cannot be read: {}", unreadable.toString());
            return List.of();
        }
    }
}
