/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.ConfigType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Takes what is sensitive out of query strings. Immutable and thread-safe. It fails closed: with an expression that is
 * not valid, or one that takes too long, nothing of the query is shown.
 */
public final class QueryObfuscator {
    /** Replaces what people commonly keep secret: passwords, keys, tokens, signatures, certificates. */
    public static final QueryObfuscator BUILT_IN = new QueryObfuscator(Mode.BUILT_IN, SensitiveQueryPattern.PATTERN);

    /** How a setting chooses: empty switches it off, anything else replaces the built-in expression. */
    public static final ConfigType<QueryObfuscator> TYPE =
            ConfigType.of("a regular expression, or nothing", QueryObfuscator::of);

    static final int MAX_SCANNED_CHARS = 4096;

    private static final String REDACTED = "<redacted>";

    /** An expression may look at each character so many times before it is given up. */
    private static final int LOOKS_PER_CHAR = 256;

    private final Mode mode;
    private final @Nullable Pattern pattern;

    private enum Mode {
        OFF,
        BUILT_IN,
        CUSTOM,
        HIDE_ALL
    }

    private QueryObfuscator(Mode mode, @Nullable Pattern pattern) {
        this.mode = mode;
        this.pattern = pattern;
    }

    /** Replaces what {@code expression} finds; does nothing when it is empty. */
    public static QueryObfuscator of(String expression) {
        if (expression.isEmpty()) {
            return new QueryObfuscator(Mode.OFF, null);
        }
        try {
            return new QueryObfuscator(Mode.CUSTOM, Pattern.compile(expression));
        } catch (PatternSyntaxException | StackOverflowError notValid) {
            LoggerFactory.getLogger(QueryObfuscator.class)
                    .warn(
                            "The expression for obfuscating query strings is not valid; no query string will be shown: {}",
                            notValid.getMessage());
            return new QueryObfuscator(Mode.HIDE_ALL, null);
        }
    }

    /**
     * {@code query} without what is sensitive. Of a longer one only the first 4,096 characters are looked at, and the rest
     * is left out.
     */
    public String obfuscate(String query) {
        Pattern wanted = pattern;
        if (wanted == null) {
            return mode == Mode.OFF ? query : REDACTED;
        }
        String scanned = query.length() <= MAX_SCANNED_CHARS ? query : query.substring(0, MAX_SCANNED_CHARS);
        try {
            return replaceMatches(scanned, wanted);
        } catch (OutOfPatienceException | StackOverflowError tooCostly) {
            return REDACTED;
        }
    }

    private String replaceMatches(String query, Pattern wanted) {
        if (mode == Mode.BUILT_IN && !SensitiveQueryPattern.mightFind(query)) {
            return query;
        }
        Matcher matcher = wanted.matcher(mode == Mode.BUILT_IN ? query : new PatientText(query));
        if (!matcher.find()) {
            return query;
        }
        StringBuilder shown = new StringBuilder(query.length());
        int shownUpTo = 0;
        do {
            if (matcher.end() > matcher.start()) {
                shown.append(query, shownUpTo, matcher.start()).append(REDACTED);
                shownUpTo = matcher.end();
            }
        } while (matcher.find());
        return shown.append(query, shownUpTo, query.length()).toString();
    }

    @Override
    public String toString() {
        return switch (mode) {
            case OFF -> "";
            case BUILT_IN -> "(built in)";
            case HIDE_ALL -> "(not valid)";
            case CUSTOM -> String.valueOf(pattern);
        };
    }

    /** A text that lets itself be read only so often; this bounds the time of an expression that backtracks. */
    private static final class PatientText implements CharSequence {
        private final String text;
        private int looksLeft;

        PatientText(String text) {
            this.text = text;
            this.looksLeft = LOOKS_PER_CHAR * (text.length() + 16);
        }

        @Override
        public char charAt(int index) {
            if (--looksLeft < 0) {
                throw new OutOfPatienceException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class OutOfPatienceException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfPatienceException() {
            super(null, null, false, false);
        }
    }
}
