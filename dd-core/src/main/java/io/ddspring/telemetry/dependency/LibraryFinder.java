/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the libraries of the application, jar by jar: from the bill of materials if the application has one, otherwise
 * from its class path. Reads files; for one thread that has time.
 */
public final class LibraryFinder {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryFinder.class);

    private final ClassLoader loader;
    private final ClassPathJars jars;
    private boolean asked;
    private boolean known;

    /**
     * Nothing is read yet.
     *
     * @param loader finds the bill of materials
     * @param classPath as in the system property {@code java.class.path}
     */
    public LibraryFinder(ClassLoader loader, String classPath) {
        this.loader = loader;
        this.jars = new ClassPathJars(classPath);
    }

    /** Whether there may be more. */
    public boolean hasNext() {
        return !asked || (!known && jars.hasNext());
    }

    /** The next libraries; may be none, or such as were found before. Throws nothing. */
    public List<Dependency> findNext() {
        if (!asked) {
            asked = true;
            List<Dependency> listed = ofBill();
            known = !listed.isEmpty();
            return listed;
        }
        List<Dependency> found = new ArrayList<>();
        if (hasNext()) {
            jars.visitNext((jar, root) -> found.addAll(JarReader.read(jar, root)));
        }
        return found;
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
