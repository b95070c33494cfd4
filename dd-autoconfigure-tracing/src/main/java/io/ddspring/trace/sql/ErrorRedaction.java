/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the values of SQL out of error texts, because drivers like to repeat the statement that failed. */
final class ErrorRedaction {
    private static final String FRAME = "\tat ";
    /** PostgreSQL's driver repeats the statement of a batch with the bound values in it. */
    private static final String BATCH_ENTRY = "Batch entry ";

    private static final String BATCH_ENTRY_END = " was aborted";

    /** Shorter text is looked for with its quotes only: without them it would be found all over. */
    private static final int MIN_TELLING_LENGTH = 3;

    private ErrorRedaction() {}

    /** Rewrites the error tags of {@code span}, whose error has been recorded. */
    static void apply(Span span, SqlDialect dialect, List<String> statements) {
        SpanData data = span.data();
        if (data != null) {
            apply(span, Tags.ERROR_MESSAGE, data.tag(Tags.ERROR_MESSAGE), dialect, statements);
            apply(span, Tags.ERROR_STACK, data.tag(Tags.ERROR_STACK), dialect, statements);
        }
    }

    private static void apply(
            Span span, String tag, @Nullable String text, SqlDialect dialect, List<String> statements) {
        if (text != null) {
            String redacted = redact(text, dialect, statements);
            if (!redacted.equals(text)) {
                span.setTag(tag, redacted);
            }
        }
    }

    /** A copy of {@code text} without the literals and comments of the given statements and without bound values. */
    static String redact(String text, SqlDialect dialect, List<String> statements) {
        String redacted = text;
        for (String sql : statements) {
            List<String> removed = SqlScanner.removed(sql, dialect);
            if (!removed.isEmpty()) {
                redacted =
                        redacted.replace(sql, SqlScanner.describe(sql, dialect).resource());
            }
            for (String part : removed) {
                redacted = SqlChars.isComment(part) ? redacted.replace(part, "") : withoutLiteral(redacted, part);
            }
        }
        return withoutBatchEntry(BoundValues.remove(redacted));
    }

    private static String withoutLiteral(String text, String literal) {
        char last = literal.charAt(literal.length() - 1);
        int open = literal.indexOf(last);
        if ((last != '\'' && last != '"') || open == literal.length() - 1) {
            return withoutToken(text, literal);
        }
        String content = literal.substring(open + 1, literal.length() - 1);
        if (content.length() < MIN_TELLING_LENGTH) {
            return text.replace(literal, "?");
        }
        String doubled = String.valueOf(last).repeat(2);
        return withoutToken(withoutToken(text, content), content.replace(doubled, doubled.substring(1)));
    }

    /** Replaces {@code literal} where it stands alone, but not in stack frames, whose numbers are lines. */
    private static String withoutToken(String text, String literal) {
        int found = text.indexOf(literal);
        if (found < 0) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length());
        int copied = 0;
        while (found >= 0) {
            int end = found + literal.length();
            if (standsAlone(text, found, end) && !isInFrame(text, found)) {
                rest.append(text, copied, found).append('?');
                copied = end;
            }
            found = text.indexOf(literal, end);
        }
        return rest.append(text, copied, text.length()).toString();
    }

    private static boolean standsAlone(String text, int start, int end) {
        return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }

    private static boolean isInFrame(String text, int index) {
        return text.startsWith(FRAME, text.lastIndexOf('\n', index) + 1);
    }

    private static String withoutBatchEntry(String text) {
        int entry = text.indexOf(BATCH_ENTRY);
        int number = entry + BATCH_ENTRY.length();
        int sql = entry < 0 ? -1 : SqlChars.digitsEnd(text, number);
        int end = sql <= number ? -1 : text.indexOf(BATCH_ENTRY_END, sql);
        return end < 0 ? text : text.substring(0, sql) + withoutBatchEntry(text.substring(end));
    }
}
