/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters that a HotSpot JVM keeps in a file that other processes can read without its knowing: reading them, other
 * than asking with {@code jcmd}, costs the JVM nothing. The JVM samples some of them every 50 ms. The format is that of
 * {@code hotspot/share/runtime/perfMemory.hpp} and {@code perfData.hpp}, version 2.0.
 */
final class PerfData {
    private static final int MAGIC = 0xcafec0c0;
    private static final int BYTE_ORDER_AT = 4;
    private static final int LITTLE_ENDIAN = 1;
    private static final int ENTRY_OFFSET_AT = 24;
    private static final int ENTRY_COUNT_AT = 28;
    private static final byte TYPE_LONG = 'J';

    private final Map<String, Long> counters = new HashMap<>();

    private PerfData(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        if (file.getInt(0) != MAGIC) {
            throw new IOException("not a file of counters");
        }
        file.order(file.get(BYTE_ORDER_AT) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int entry = file.getInt(ENTRY_OFFSET_AT);
        for (int i = file.getInt(ENTRY_COUNT_AT); i > 0; i--) {
            int nameAt = entry + file.getInt(entry + 4);
            boolean isScalar = file.getInt(entry + 8) == 0;
            byte type = file.get(entry + 12);
            int dataAt = entry + file.getInt(entry + 16);
            if (isScalar && type == TYPE_LONG) {
                counters.put(text(bytes, nameAt), file.getLong(dataAt));
            }
            entry += file.getInt(entry);
        }
    }

    static PerfData of(long pid) throws IOException {
        Path file = Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), String.valueOf(pid));
        return new PerfData(Files.readAllBytes(file));
    }

    /** @throws IllegalArgumentException when the JVM does not keep it */
    long counter(String name) {
        Long value = counters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no counter " + name);
        }
        return value;
    }

    private static String text(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    }
}
