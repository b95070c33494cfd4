/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the manifest of a jar says about the whole jar; a manifest that cannot be read says nothing. */
final class JarManifest {
    static final String NAME = "META-INF/MANIFEST.MF";

    private static final Logger LOG = LoggerFactory.getLogger(JarManifest.class);
    private static final int LIMIT_BYTES = 128 * 1024;

    private JarManifest() {}

    /** @param root that of what is inside of a jar */
    static Attributes in(Path root) {
        Path file = root.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return new Attributes();
        }
        try (InputStream content = Files.newInputStream(file)) {
            return read(content);
        } catch (IOException unreadable) {
            LOG.debug("no manifest of {}: {}", root.getFileSystem(), unreadable.toString());
            return new Attributes();
        }
    }

    /** Leaves {@code content} open. */
    static Attributes read(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(LIMIT_BYTES);
        try {
            return new Manifest(new ByteArrayInputStream(bytes, 0, mainLength(bytes))).getMainAttributes();
        } catch (IOException | RuntimeException broken) {
            LOG.debug("a manifest is broken: {}", broken.toString());
            return new Attributes();
        }
    }

    /** What follows after an empty line is about single entries: in signed jars that is very much. */
    private static int mainLength(byte[] bytes) {
        boolean lineIsEmpty = false;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (lineIsEmpty) {
                    return i;
                }
                lineIsEmpty = true;
            } else if (bytes[i] != '\r') {
                lineIsEmpty = false;
            }
        }
        return bytes.length;
    }
}
