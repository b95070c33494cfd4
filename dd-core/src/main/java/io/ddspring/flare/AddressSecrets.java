/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.config.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the secret parts of the addresses in a line: queries, and user names with passwords before the {@code @}. A
 * password may hold any character, whatever the grammar of addresses says, so everything up to the last {@code @} of a
 * word is taken for one. Each character is looked at a few times at most, however many addresses there seem to be.
 */
final class AddressSecrets {
    /** Drivers of Oracle take {@code user/password@host} without slashes before it. */
    private static final Pattern START = Pattern.compile("://|jdbc:oracle:\\w{1,16}:");

    private final String line;
    private final StringBuilder masked = new StringBuilder();
    private int copied;

    private AddressSecrets(String line) {
        this.line = line;
    }

    static String mask(String line) {
        boolean any = line.contains("://") || line.contains("jdbc:oracle:");
        return any ? new AddressSecrets(line).masked() : line;
    }

    private String masked() {
        Matcher starts = START.matcher(line);
        int wordEnd = -1;
        int at = -1;
        int query = -1;
        while (starts.find()) {
            int start = starts.end();
            if (start > wordEnd) {
                wordEnd = end(start, "\"'<>");
                at = line.lastIndexOf('@', wordEnd - 1);
                query = line.indexOf('?', Math.max(start, at));
            }
            boolean url = line.startsWith("://", starts.start());
            hide(start, at > start || !url ? at : end(start, "/?#@"), '@');
            if (url && query >= 0 && query < wordEnd) {
                hide(query + 1, end(query, ""), ' ');
            }
        }
        return masked.append(line, copied, line.length()).toString();
    }

    /** Hides what stands between {@code from} and {@code to}, when {@code next} or the end of the word stands there. */
    private void hide(int from, int to, char next) {
        boolean ends = next == ' ' || (to >= 0 && to < line.length() && line.charAt(to) == next);
        if (ends && from >= copied && from < to) {
            masked.append(line, copied, from).append(Secrets.MASK);
            copied = to;
        }
    }

    /** Where the word ends, or the first of {@code others} stands. */
    private int end(int start, String others) {
        int end = start;
        while (end < line.length()
                && !Character.isWhitespace(line.charAt(end))
                && others.indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
