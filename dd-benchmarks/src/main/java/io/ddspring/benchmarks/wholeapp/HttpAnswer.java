/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.nio.charset.StandardCharsets;

/** Enough of HTTP/1.1 to tell where an answer ends: one with a length, or with chunks. */
final class HttpAnswer {
    /** Not all of the answer has come. */
    static final int INCOMPLETE = -1;

    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] LENGTH = ascii("\r\ncontent-length:");
    private static final int STATUS_START = "HTTP/1.1 ".length();

    private HttpAnswer() {}

    /** The number of bytes of the answer at the start of {@code bytes}, or {@link #INCOMPLETE}. */
    static int length(byte[] bytes, int count) {
        int head = indexOf(END_OF_HEAD, bytes, 0, count);
        if (head < 0) {
            return INCOMPLETE;
        }
        int body = head + END_OF_HEAD.length;
        int length = indexOf(LENGTH, bytes, 0, body);
        int end = length < 0 ? endOfChunks(bytes, body, count) : body + number(bytes, length + LENGTH.length, 10);
        return end > count ? INCOMPLETE : end;
    }

    static boolean isOk(byte[] bytes) {
        return bytes[STATUS_START] == '2' && bytes[STATUS_START + 1] == '0' && bytes[STATUS_START + 2] == '0';
    }

    private static int endOfChunks(byte[] bytes, int from, int count) {
        int at = from;
        while (true) {
            int lineEnd = at;
            while (lineEnd < count && bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            if (lineEnd >= count) {
                return INCOMPLETE;
            }
            int size = number(bytes, at, 16);
            at = lineEnd + 1 + size + 2;
            if (size == 0) {
                return at;
            }
            if (at >= count) {
                return INCOMPLETE;
            }
        }
    }

    private static int number(byte[] bytes, int from, int radix) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        for (int digit = Character.digit(bytes[at], radix); digit >= 0; digit = Character.digit(bytes[at], radix)) {
            number = radix * number + digit;
            at++;
        }
        return number;
    }

    /** {@code wanted} in lower case, found in any case. */
    private static int indexOf(byte[] wanted, byte[] bytes, int from, int to) {
        for (int i = from; i <= to - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && lowerCase(bytes[i + matched]) == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private static int lowerCase(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
