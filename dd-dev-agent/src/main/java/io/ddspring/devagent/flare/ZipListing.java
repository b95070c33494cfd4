/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.flare;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Looks into archives without trusting them: what they unpack to is limited. */
final class ZipListing {
    private static final int MAX_ENTRIES = 1000;
    private static final long MAX_UNPACKED_BYTES = 128L * 1024 * 1024;
    private static final int MAX_ENTRY_BYTES = 4 * 1024 * 1024;

    /** A file in an archive and its unpacked size. */
    record Entry(String name, long bytes) {}

    private ZipListing() {}

    /** @throws IOException when it is no archive, or one that is too large unpacked */
    static List<Entry> entries(byte[] zip) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long left = MAX_UNPACKED_BYTES;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                long bytes = skip(in, left);
                left -= bytes;
                if (left < 0 || entries.size() == MAX_ENTRIES) {
                    throw new IOException("it has too many entries or they are too large");
                }
                entries.add(new Entry(entry.getName(), bytes));
            }
        } catch (IllegalArgumentException badName) {
            throw new IOException("the name of an entry cannot be read", badName);
        }
        if (entries.isEmpty()) {
            throw new IOException("there is no entry in it");
        }
        return entries;
    }

    private static long skip(ZipInputStream in, long most) throws IOException {
        byte[] buffer = new byte[8192];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0 && bytes <= most; read = in.read(buffer)) {
            bytes += read;
        }
        return bytes;
    }

    /** The start of the first entry of that name, at most 4 MiB. */
    static Optional<byte[]> content(byte[] zip, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return Optional.of(in.readNBytes(MAX_ENTRY_BYTES));
                }
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return Optional.empty();
    }
}
