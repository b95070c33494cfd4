/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.config.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what stands between {@code -----BEGIN x-----} and {@code -----END x-----} (RFC 7468): keys, of which no line says
 * by itself what it is. Sees the lines of one text in their order. Used by one thread.
 */
final class PemBlocks {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]{1,60}-----");
    private static final String END = "-----END ";

    /** Of a text that begins and does not end, the rest is shown after so many lines; no key is longer. */
    private static final int LONGEST_LINES = 300;

    private int hiddenLines;
    private boolean open;

    /** {@code line}, or as much of it as is no part of a block. */
    String mask(String line) {
        if (!open && !line.contains("-----BEGIN ")) {
            return line;
        }
        StringBuilder masked = new StringBuilder();
        Matcher begin = BEGIN.matcher(line);
        int at = 0;
        while (at < line.length() || open) {
            if (open) {
                int end = line.indexOf(END, at);
                open = end < 0 && ++hiddenLines < LONGEST_LINES;
                masked.append(Secrets.MASK);
                if (end < 0) {
                    return masked.toString();
                }
                at = end;
            }
            open = begin.find(at);
            int next = open ? begin.end() : line.length();
            masked.append(line, at, next);
            at = next;
            if (open) {
                hiddenLines = 0;
                if (at == line.length()) {
                    return masked.toString();
                }
            }
        }
        return masked.toString();
    }
}
