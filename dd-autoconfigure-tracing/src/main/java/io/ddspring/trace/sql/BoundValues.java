/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.List;

/** Takes values that were bound to parameters out of error texts, in which databases repeat them in fixed phrases. */
final class BoundValues {
    private static final String FIRST_FRAME = "\n\tat ";

    private static final List<Phrase> PHRASES = List.of(
            // PostgreSQL and those that descend from it
            new Phrase(")=(", ")"),
            new Phrase("Failing row contains (", ")"),
            new Phrase("invalid input syntax for type ", "\""),
            new Phrase("invalid input value for enum ", "\""),
            // MySQL and MariaDB
            new Phrase("Duplicate entry '", "' for key"),
            new Phrase(" value: '", "' for column"),
            // SQL Server
            new Phrase("The duplicate key value is (", ")"),
            new Phrase(" value '", "' "),
            // H2
            new Phrase(") VALUES (", ")"),
            new Phrase("Data conversion error converting \"", "\""),
            new Phrase("Value too long for column ", "\""));

    /** A value stands between two texts; it may contain the second one, so the last of those counts. */
    private record Phrase(String before, String after) {
        String removeFrom(String text) {
            int found = text.indexOf(before);
            if (found < 0) {
                return text;
            }
            StringBuilder rest = new StringBuilder(text.length());
            int copied = 0;
            while (found >= 0) {
                int value = found + before.length();
                int frames = text.indexOf(FIRST_FRAME, value);
                int messageEnd = frames < 0 ? text.length() : frames;
                int end = text.lastIndexOf(after, messageEnd - after.length());
                rest.append(text, copied, value).append('?');
                copied = end > value ? end : messageEnd;
                found = text.indexOf(before, copied);
            }
            return rest.append(text, copied, text.length()).toString();
        }
    }

    private BoundValues() {}

    /** A copy of {@code text} without values. */
    static String remove(String text) {
        String rest = text;
        for (Phrase phrase : PHRASES) {
            rest = phrase.removeFrom(rest);
        }
        return rest;
    }
}
