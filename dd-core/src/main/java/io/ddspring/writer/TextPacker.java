/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes texts as UTF-8 without garbage: through one array that is used again, and for names, of which a process has
 * few, from a bounded cache of ready bytes. Texts beyond the Agent's limit are cut the way the Agent's own tracers do.
 * Used by one thread.
 */
final class TextPacker {
    static final int LIMIT_CHARS = 25_000;
    private static final int KEPT_CHARS = 2_486;
    private static final String CUT_MARK = "<truncated>...";

    private static final int CACHED_NAMES = 1_024;
    private static final int CACHED_NAME_CHARS = 64;

    private final Map<String, byte[]> names = new HashMap<>();
    private byte[] scratch = new byte[1_024];

    /** {@code text}, or its beginning and a mark when it is too long. */
    static String cut(String text) {
        return text.length() <= LIMIT_CHARS ? text : text.substring(0, keptChars(text)) + CUT_MARK;
    }

    private static int keptChars(String text) {
        return Character.isHighSurrogate(text.charAt(KEPT_CHARS - 1)) ? KEPT_CHARS - 1 : KEPT_CHARS;
    }

    /** Writes a text of which there may be any number of different ones. */
    void packText(MessagePacker out, String text) throws IOException {
        int length = text.length() > LIMIT_CHARS ? encode(cut(text)) : encode(text);
        out.packRawStringHeader(length);
        out.writePayload(scratch, 0, length);
    }

    /** Writes a text that is likely to come again soon: a key, a service, a type. */
    void packName(MessagePacker out, String name) throws IOException {
        byte[] ready = names.get(name);
        if (ready == null) {
            if (names.size() >= CACHED_NAMES || name.length() > CACHED_NAME_CHARS) {
                packText(out, name);
                return;
            }
            ready = name.getBytes(StandardCharsets.UTF_8);
            names.put(name, ready);
        }
        out.packRawStringHeader(ready.length);
        out.writePayload(ready, 0, ready.length);
    }

    /** Puts the UTF-8 form into the scratch array; half a surrogate pair becomes a question mark. */
    private int encode(String text) {
        int chars = text.length();
        if (scratch.length < 3 * chars) {
            scratch = new byte[3 * chars];
        }
        byte[] target = scratch;
        int size = 0;
        for (int i = 0; i < chars; i++) {
            char next = text.charAt(i);
            if (next < 0x80) {
                target[size++] = (byte) next;
            } else if (next < 0x800) {
                target[size++] = (byte) (0xc0 | (next >> 6));
                target[size++] = (byte) (0x80 | (next & 0x3f));
            } else if (!Character.isSurrogate(next)) {
                target[size++] = (byte) (0xe0 | (next >> 12));
                target[size++] = (byte) (0x80 | ((next >> 6) & 0x3f));
                target[size++] = (byte) (0x80 | (next & 0x3f));
            } else if (Character.isHighSurrogate(next)
                    && i + 1 < chars
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(next, text.charAt(++i));
                target[size++] = (byte) (0xf0 | (point >> 18));
                target[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                target[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                target[size++] = (byte) (0x80 | (point & 0x3f));
            } else {
                target[size++] = '?';
            }
        }
        return size;
    }
}
