/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The latest log lines, packed in memory: text of that kind shrinks to a tenth, and threads of the application that log
 * need not wait for a disk, which may not even be writable. Thread-safe.
 */
final class LogBuffer {
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int LINE_LIMIT_CHARS = 16 * 1024;

    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Deque<Block> packed = new ArrayDeque<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int openLines;
    private long size;
    private long linesLeftOut;

    /** @param limitBytes of text to keep; of more, the oldest is left out */
    LogBuffer(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void add(LogLine line) {
        byte[] text = cut(line.text()).getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (open.size() + text.length > BLOCK_BYTES && openLines > 0) {
                packed.add(new Block(open.toByteArray(), openLines));
                open.reset();
                openLines = 0;
            }
            open.writeBytes(text);
            openLines++;
            size += text.length;
            while (size > limitBytes && !packed.isEmpty()) {
                Block oldest = packed.remove();
                size -= oldest.bytes;
                linesLeftOut += oldest.lines;
            }
        } finally {
            lock.unlock();
        }
    }

    private static String cut(String text) {
        return text.length() <= LINE_LIMIT_CHARS ? text : text.substring(0, LINE_LIMIT_CHARS) + "... (cut)\n";
    }

    /** Bytes of text that it holds. */
    long size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Writes the lines, the oldest first. */
    void copyTo(Writer out) throws IOException {
        long missing;
        List<Block> blocks;
        byte[] rest;
        lock.lock();
        try {
            missing = linesLeftOut;
            blocks = List.copyOf(packed);
            rest = open.toByteArray();
        } finally {
            lock.unlock();
        }
        if (missing > 0) {
            out.write("(" + missing + " earlier lines are left out)\n");
        }
        for (Block block : blocks) {
            copy(new InflaterInputStream(new ByteArrayInputStream(block.deflated)), out);
        }
        copy(new ByteArrayInputStream(rest), out);
    }

    private static void copy(InputStream from, Writer out) throws IOException {
        try (InputStreamReader text = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            text.transferTo(out);
        }
    }

    private static final class Block {
        private final byte[] deflated;
        private final int bytes;
        private final int lines;

        Block(byte[] text, int lines) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
                deflating.write(text);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            this.deflated = out.toByteArray();
            this.bytes = text.length;
            this.lines = lines;
        }
    }
}
