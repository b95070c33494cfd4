/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of names and values of baggage items, in UTF-8 with capital digits. */
final class BaggageText {
    private static final String RESERVED_IN_NAMES = "%\",;\\()/:<=>?@[]{}";
    private static final String RESERVED_IN_VALUES = "%\",;\\";
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private BaggageText() {}

    static void appendName(StringBuilder target, String name) {
        append(target, name, RESERVED_IN_NAMES);
    }

    static void appendValue(StringBuilder target, String value) {
        append(target, value, RESERVED_IN_VALUES);
    }

    /** The percent sign itself is reserved, so that decoding gives exactly what was encoded. */
    private static void append(StringBuilder target, String text, String reserved) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c > 0x20 && c < 0x7f) {
                if (reserved.indexOf(c) < 0) {
                    target.append(c);
                } else {
                    appendByte(target, c);
                }
                i++;
            } else if (c < 0x80) {
                appendByte(target, c);
                i++;
            } else {
                int end = i + Character.charCount(text.codePointAt(i));
                for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                    appendByte(target, b);
                }
                i = end;
            }
        }
    }

    private static void appendByte(StringBuilder target, int b) {
        target.append('%').append(DIGITS[(b >> 4) & 0xf]).append(DIGITS[b & 0xf]);
    }

    /**
     * What the text from {@code start} to before {@code end} says. A percent sign without two hexadecimal digits stands
     * for itself, as others do not encode it; a plus sign is no blank.
     */
    static String decode(String text, int start, int end) {
        int percent = HeaderText.indexOf(text, '%', start, end);
        if (percent == end) {
            return text.substring(start, end);
        }
        StringBuilder decoded = new StringBuilder(end - start).append(text, start, percent);
        byte[] bytes = new byte[(end - percent) / 3];
        int i = percent;
        while (i < end) {
            int count = 0;
            while (i + 2 < end && text.charAt(i) == '%' && Hex.isAnyCase(text, i + 1, i + 3)) {
                bytes[count++] = (byte) Hex.parse(text, i + 1, i + 3);
                i += 3;
            }
            if (count > 0) {
                decoded.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            } else {
                decoded.append(text.charAt(i++));
            }
        }
        return decoded.toString();
    }

    /** Bytes of the text from {@code start} to before {@code end} in UTF-8. */
    static int utf8Length(String text, int start, int end) {
        int bytes = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            // Half a surrogate pair counts two of the pair's four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
