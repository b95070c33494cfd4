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
    /** Name of the file that tells of files that are not there. */
    private static final String ERRORS = "errors.txt";

    private static final int LIMIT_BYTES = 40 * 1024 * 1024;

    private final SecretMask secrets;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int left;

    FlareArchive(SecretMask secrets) {
        this(secrets, LIMIT_BYTES);
    }

    /** @param limitBytes of all files together before they are packed */
    FlareArchive(SecretMask secrets, int limitBytes) {
        this.secrets = secrets;
        this.left = limitBytes;
    }

    /** Adds a file, unless there is one of that name, or its name is none. */
    void add(FlareEntry entry) throws IOException {
        String name;
        int limitBytes;
        ZipEntry file;
        try {
            name = entry.name();
            limitBytes = entry.limitBytes();
            file = new ZipEntry(name);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            addError("a file of " + entry.getClass().getName(), failure);
            return;
        }
        if (!names.add(name)) {
            return;
        }
        zip.putNextEntry(file);
        EntryWriter text = new EntryWriter(zip, secrets, Math.min(left, limitBytes));
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

    /** Notes that {@code what} is missing. */
    void addError(String what, Throwable failure) {
        failed.add(what);
        errors.add(what + ": " + describe(failure) + "\n");
    }

    /** Adds the file that tells what is missing; nothing when all is there. */
    void addErrors() throws IOException {
        if (!errors.isEmpty()) {
            add(FlareEntry.of(ERRORS, out -> out.write(String.join("", errors))));
        }
    }

    /** Names of the files so far. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Names of those that could not be written, or not wholly, and what else is missing. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    /** The zip file; nothing can be added any more. */
    byte[] finish() throws IOException {
        zip.close();
        return bytes.toByteArray();
    }

    /** What went wrong, in one text; an exception is foreign code, of which even the message may fail. */
    static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable unprintable) {
            Fatal.rethrowIfFatal(unprintable);
            return failure.getClass().getName();
        }
    }
}
