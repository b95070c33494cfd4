/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.metrics.Fatal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file in the making. One that cannot be written says why and does not spoil the others. Used by one thread. */
final class FlareArchive {
    private static final int LIMIT_BYTES = 40 * 1024 * 1024;

    private final SecretMask secrets;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> failed = new ArrayList<>();
    private int left;

    FlareArchive(SecretMask secrets) {
        this(secrets, LIMIT_BYTES);
    }

    /** @param limitBytes of all files together before they are packed */
    FlareArchive(SecretMask secrets, int limitBytes) {
        this.secrets = secrets;
        this.left = limitBytes;
    }

    /** Adds a file, unless there is one of that name. */
    void add(FlareEntry entry) throws IOException {
        String name = entry.name();
        if (!names.add(name)) {
            return;
        }
        zip.putNextEntry(new ZipEntry(name));
        EntryWriter text = new EntryWriter(zip, secrets, Math.min(left, entry.limitBytes()));
        try {
            entry.write(text);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            failed.add(name);
            text.write("\nfailed: " + describe(failure) + "\n");
        }
        text.close();
        left -= text.written();
        zip.closeEntry();
    }

    /** Names of the files so far. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Names of those that could not be written, or not wholly. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    /** The zip file; nothing can be added any more. */
    byte[] finish() throws IOException {
        zip.close();
        return bytes.toByteArray();
    }

    /** An exception is foreign code, of which even the message may fail. */
    private static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException unprintable) {
            return failure.getClass().getName();
        }
    }
}
