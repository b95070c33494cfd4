/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.metrics.Fatal;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the entries of a flare. Thread-safe. */
public final class FlareArchive {
    private final List<FlareEntry> entries;

    public FlareArchive(List<FlareEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A zip file with all entries. An entry that cannot be written says why. */
    public byte[] pack() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (FlareEntry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                Writer out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
                out.write(textOf(entry));
                out.flush();
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String textOf(FlareEntry entry) {
        StringWriter text = new StringWriter();
        try {
            entry.write(text);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            text.append("\n").append("failed: ").append(failure.toString()).append("\n");
        }
        return text.toString();
    }
}
