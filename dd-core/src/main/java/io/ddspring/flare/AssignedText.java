/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a line what is assigned to a name, whether as in properties, JSON, XML, headers or log lines. */
final class AssignedText {
    private static final String QUOTES = "\"'";
    private static final Pattern HARMLESS = Pattern.compile("(?:true|false|null)?[,;)}\\]]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME =
            Pattern.compile("(?:Bearer|Basic|Digest|Token|ApiKey)", Pattern.CASE_INSENSITIVE);

    /** Between a name and its value; the second form is that of a pair, such as {@code "name":"x","value":"y"}. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\\\?[\"']?\\s*(?:=>?|:(?!:|//))\\s*|\\\\?[\"']\\s*,?\\s*\\\\?[\"']?value\\\\?[\"']?\\s*[=:]\\s*");

    /** An object, whose names are looked at on their own; braces may also be part of a value. */
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*(?:\\\\?[\"']?[\\w.-]+\\\\?[\"']?\\s*[:=]|}|$)");

    /** What cannot be part of a value that has blanks: the next option of a command. */
    private static final Pattern OPTION = Pattern.compile("-[DX]|--[A-Za-z]");

    private AssignedText() {}

    /** Whether {@code value} says nothing, whatever it belongs to. */
    static boolean isHarmless(String value) {
        return HARMLESS.matcher(value).matches();
    }

    /** Where the value begins, inside of its quotes, that is assigned to {@code name}; or -1. */
    static int startAfter(String line, SecretName name) {
        if (name.kind() == SecretName.Kind.CODE) {
            return -1;
        }
        if (isElement(line, name)) {
            return name.end() + 1;
        }
        Matcher assignment = ASSIGNMENT.matcher(line).region(name.end(), line.length());
        if (!assignment.lookingAt()) {
            return -1;
        }
        int at = assignment.end();
        boolean object = name.kind() == SecretName.Kind.WORD
                && OBJECT.matcher(line).region(at, line.length()).lookingAt();
        return object ? -1 : skipQuote(line, at);
    }

    /** Where the value ends that begins at {@code start}: at the closing quote, or wherever one of its kind ends. */
    static int end(String line, int start, SecretName.Kind kind) {
        char before = line.charAt(start - 1);
        if (QUOTES.indexOf(before) >= 0) {
            boolean escaped = line.charAt(start - 2) == '\\';
            return closingQuote(line, start, before, escaped);
        }
        if (before == '>' && line.charAt(start - 2) != '=') {
            int tag = line.indexOf("</", start);
            return tag < 0 ? line.length() : tag;
        }
        int from = start;
        if (line.startsWith("[", start)) {
            int listEnd = line.indexOf(']', start);
            from = listEnd < 0 ? line.length() : listEnd + 1;
        }
        return switch (kind) {
            case HEADER -> from > start ? from : line.length();
            case TEXT -> endOfText(line, from);
            case WORD, CODE -> {
                int end = endOfWord(line, from, QUOTES);
                boolean scheme = SCHEME.matcher(line.substring(from, end)).matches();
                yield scheme ? endOfWord(line, skipBlanks(line, end), QUOTES) : end;
            }
        };
    }

    private static int endOfText(String line, int start) {
        int end = endOfWord(line, start, "");
        if (isHarmless(line.substring(start, end))) {
            return end;
        }
        Matcher option = OPTION.matcher(line);
        int word = skipBlanks(line, end);
        while (word < line.length() && !option.region(word, line.length()).lookingAt()) {
            end = endOfWord(line, word, "");
            word = skipBlanks(line, end);
        }
        return end;
    }

    /** Whether {@code name} ends the opening tag, after which stands the text of an element of XML. */
    private static boolean isElement(String line, SecretName name) {
        if (!line.startsWith(">", name.end())) {
            return false;
        }
        int start = name.start();
        while (start > 0
                && (Character.isLetterOrDigit(line.charAt(start - 1)) || "_-.:".indexOf(line.charAt(start - 1)) >= 0)) {
            start--;
        }
        return start > 0 && line.charAt(start - 1) == '<';
    }

    private static int closingQuote(String line, int start, char quote, boolean escaped) {
        int backslashes = 0;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                backslashes++;
            } else {
                // Within a quoted text the quotes of an inner one have one backslash each.
                if (c == quote && escaped && backslashes == 1) {
                    return i - 1;
                }
                if (c == quote && backslashes % 2 == 0) {
                    boolean doubled = i > start && i + 1 < line.length() && line.charAt(i + 1) == quote;
                    if (!doubled) {
                        return i;
                    }
                    // One of two is part of the text, in YAML and SQL.
                    i++;
                }
                backslashes = 0;
            }
        }
        return line.length();
    }

    private static int endOfWord(String line, int start, String quotes) {
        int end = start;
        while (end < line.length()
                && !Character.isWhitespace(line.charAt(end))
                && quotes.indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipQuote(String line, int from) {
        int at = from < line.length() && line.charAt(from) == '\\' ? from + 1 : from;
        return at < line.length() && QUOTES.indexOf(line.charAt(at)) >= 0 ? at + 1 : from;
    }
}
