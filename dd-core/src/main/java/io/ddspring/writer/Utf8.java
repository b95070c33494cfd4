/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

/** Writes texts as UTF-8 into arrays, without garbage. */
final class Utf8 {
    /** Most bytes that one {@code char} takes; a pair of them takes four. */
    static final int MAX_BYTES_PER_CHAR = 3;

    private Utf8() {}

    /**
     * Writes {@code text} from {@code start} on; half a surrogate pair becomes a question mark.
     *
     * @param target has room for {@link #MAX_BYTES_PER_CHAR} bytes for each character
     * @return where the text ends
     */
    static int write(String text, byte[] target, int start) {
        int chars = text.length();
        // Nearly all texts end here: faster than to ask the text for its bytes, which would be copied twice.
        for (int i = 0; i < chars; i++) {
            char next = text.charAt(i);
            if (next >= 0x80) {
                return writeFrom(i, text, target, start + i);
            }
            target[start + i] = (byte) next;
        }
        return start + chars;
    }

    private static int writeFrom(int firstChar, String text, byte[] target, int start) {
        int chars = text.length();
        int end = start;
        for (int i = firstChar; i < chars; i++) {
            char next = text.charAt(i);
            if (next < 0x80) {
                target[end++] = (byte) next;
            } else if (next < 0x800) {
                target[end++] = (byte) (0xc0 | (next >> 6));
                target[end++] = (byte) (0x80 | (next & 0x3f));
            } else if (!Character.isSurrogate(next)) {
                target[end++] = (byte) (0xe0 | (next >> 12));
                target[end++] = (byte) (0x80 | ((next >> 6) & 0x3f));
                target[end++] = (byte) (0x80 | (next & 0x3f));
            } else if (Character.isHighSurrogate(next)
                    && i + 1 < chars
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(next, text.charAt(++i));
                target[end++] = (byte) (0xf0 | (point >> 18));
                target[end++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                target[end++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                target[end++] = (byte) (0x80 | (point & 0x3f));
            } else {
                target[end++] = '?';
            }
        }
        return end;
    }
}
