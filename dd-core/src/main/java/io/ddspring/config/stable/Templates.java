/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates in the text of a file, <code>{{ environment_variables['X'] }}</code> and
 * <code>{{ process_arguments['-Dx'] }}</code>. While the file is parsed a mark stands in place of each: braces would be
 * taken for YAML, and so would a value of the environment, which could then add settings.
 */
final class Templates {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final Pattern EXPRESSION =
            Pattern.compile("(environment_variables|process_arguments)\\['(.*)'\\]", Pattern.DOTALL);
    /** Characters for private use, which YAML takes for letters. */
    private static final char MARK_BEGIN = '\uE000';

    private static final char MARK_END = '\uE001';
    private static final Pattern MARK = Pattern.compile(MARK_BEGIN + "(\\d{1,6})" + MARK_END);

    private final StringBuilder marked;
    private final List<String> values = new ArrayList<>();

    /** @throws UnusableFileException when a template does not end or names nothing */
    Templates(String text, RunningProcess process) {
        marked = new StringBuilder(text.length());
        int end = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, end)) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new UnusableFileException("a template does not end", lineOf(text, open));
            }
            String value = value(text.substring(open + OPEN.length(), close).trim(), process);
            if (value == null) {
                throw new UnusableFileException("a template names nothing", lineOf(text, open));
            }
            marked.append(text, end, open)
                    .append(MARK_BEGIN)
                    .append(values.size())
                    .append(MARK_END);
            values.add(value);
            end = close + CLOSE.length();
        }
        marked.append(text, end, text.length());
    }

    /** The text with marks. */
    String marked() {
        return marked.toString();
    }

    /** {@code text} with values in place of marks. */
    String fill(String text) {
        return values.isEmpty() ? text : MARK.matcher(text).replaceAll(this::valueOf);
    }

    private String valueOf(MatchResult mark) {
        int number = Integer.parseInt(mark.group(1));
        return Matcher.quoteReplacement(number < values.size() ? values.get(number) : mark.group());
    }

    /** Empty for what is not set or means nothing; null when no name is given. */
    private static @Nullable String value(String expression, RunningProcess process) {
        Matcher parts = EXPRESSION.matcher(expression);
        if (!parts.matches()) {
            return "";
        }
        String name = parts.group(2).trim();
        if (name.isEmpty()) {
            return null;
        }
        String value =
                parts.group(1).startsWith("environment") ? process.environmentVariable(name) : process.argument(name);
        return value == null ? "" : value;
    }

    private static int lineOf(String text, int position) {
        return 1 + (int) text.chars().limit(position).filter(c -> c == '\n').count();
    }
}
