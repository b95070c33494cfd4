/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.trace.sql.SqlDialect.Backslash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes statements of one dialect up, out of literals that hold a secret and everything that could hide where one ends. */
final class RandomSql {
    /** Part of every text literal and every comment. */
    static final String SECRET = "hunter2";

    /** Part of every number. */
    static final String SECRET_DIGITS = "7700777";

    private static final List<String> PLAIN = List.of(
            "select", "from", "where", "and", "or", "=", "<>", ",", "(", ")", "||", "-", "+", "*", "/", "::", ";", "?",
            "$1", ":name", "@v", "in", "like", "between", "t1.c2", "_x", "x$y", "case", "end", "->>", "%", "!", "|");
    private static final List<String> TRICKY = List.of(
            " ", "''", "--", "/*", "*/", ";", "#", "?", "\"\"", "`", "[", "]", "$", "$$", "{", "}", "ü", "\n", "%",
            "0x");

    private final Random random;
    private final SqlDialect dialect;

    /** The statement so far. */
    final StringBuilder text = new StringBuilder();

    /** Words outside of all literals and comments, which must stay. */
    final List<String> words = new ArrayList<>();

    RandomSql(long seed, SqlDialect dialect) {
        this.random = new Random(seed);
        this.dialect = dialect;
        int parts = 1 + random.nextInt(30);
        for (int i = 0; i < parts; i++) {
            part();
            text.append(one(List.of(" ", "  ", "\n", "\t")));
        }
    }

    private void part() {
        switch (random.nextInt(8)) {
            case 0, 1 -> text.append(number());
            case 2, 3, 4 -> text.append(textLiteral());
            case 5 -> comment();
            case 6 -> {
                String word = "word" + (char) ('a' + random.nextInt(26));
                words.add(word);
                text.append(word);
            }
            default -> name();
        }
    }

    private void name() {
        text.append(one(PLAIN));
        if (random.nextBoolean()) {
            text.append(' ');
            if (!dialect.doubleQuotedText()) {
                text.append("\"na'me\"");
            } else if (dialect.bracketedNames()) {
                text.append("[na'me]]x]");
            } else {
                text.append("`na'me`");
            }
        }
    }

    private void comment() {
        String content = one(List.of("", "'", "\"", "it's", "`", ";")) + SECRET + one(List.of("", "'", "\"", "$$"));
        boolean hash = dialect.hashComments() && random.nextBoolean();
        switch (random.nextInt(3)) {
            case 0 -> text.append("/*").append(content).append("*/");
            case 1 -> text.append("/* a /* ").append(content).append(" */ */");
            default -> text.append(hash ? "#" : "-- ").append(content).append('\n');
        }
    }

    private String number() {
        String digits = SECRET_DIGITS + random.nextInt(10);
        return switch (random.nextInt(9)) {
            case 0 -> "-" + digits;
            case 1 -> digits + ".5";
            case 2 -> "." + digits;
            case 3 -> "1e" + digits;
            case 4 -> "1.5E-" + digits;
            case 5 -> "0x" + digits + "aF";
            case 6 -> digits + "L";
            case 7 -> "1_" + digits;
            default -> digits;
        };
    }

    private String textLiteral() {
        int form = random.nextInt(6);
        if (form == 0) {
            return one(List.of("date ", "timestamp", "interval ", "time")) + quoted('\'', dialect.backslash());
        }
        if (form == 1) {
            return one(List.of("N", "n", "X", "x", "B", "U&", "_utf8", "")) + quoted('\'', dialect.backslash());
        }
        if (form == 2 && dialect.doubleQuotedText()) {
            return quoted('"', dialect.backslash());
        }
        if (form == 3 && dialect.alternativeQuotes()) {
            return alternative();
        }
        if (form == 3 && dialect == SqlDialect.STANDARD) {
            return one(List.of("E", "e")) + quoted('\'', Backslash.ESCAPES);
        }
        if (form == 4 && dialect == SqlDialect.STANDARD) {
            String tag = one(List.of("$$", "$tag$", "$_1$"));
            return tag + content(List.of("'", "\"", "it's", "--", "/*", " $x ", "$1 ")) + tag;
        }
        return quoted('\'', dialect.backslash());
    }

    private String alternative() {
        String pair = one(List.of("[]", "()", "{}", "<>", "!!", "##"));
        return one(List.of("q'", "Q'", "nq'", "Nq'"))
                + pair.charAt(0)
                + content(List.of("'", "it's", "''", "\"", "--"))
                + pair.charAt(1)
                + "'";
    }

    private String quoted(char quote, Backslash backslash) {
        List<String> escapes = new ArrayList<>(TRICKY);
        escapes.add(String.valueOf(quote).repeat(2));
        escapes.add(quote == '\'' ? "\"" : "'");
        if (backslash == Backslash.ESCAPES) {
            escapes.addAll(List.of("\\" + quote, "\\\\", "\\n"));
        } else {
            escapes.addAll(List.of("\\", "\\ "));
        }
        if (quote == '\'') {
            escapes.removeAll(List.of("\"\""));
        } else {
            escapes.removeAll(List.of("''"));
        }
        return quote + content(escapes) + quote;
    }

    private String content(List<String> around) {
        StringBuilder content = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            content.append(one(around));
        }
        content.append(SECRET);
        for (int i = random.nextInt(4); i > 0; i--) {
            content.append(one(around));
        }
        return content.toString();
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
