/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import java.util.List;
import java.util.Locale;

/** A table with a label in the first column and figures in the others. Not thread-safe. */
public final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();

    public MarkdownTable(String... columns) {
        this(List.of(columns));
    }

    public MarkdownTable(List<String> columns) {
        row(columns);
        text.append("|---|").append("---:|".repeat(columns.size() - 1)).append('\n');
    }

    /** Adds one. */
    public MarkdownTable row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    public String text() {
        return text.toString();
    }

    /** With three significant digits, and never fewer than those before the point. */
    public static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", value);
    }

    /** The median, and the quartiles in brackets unless all three look the same. */
    public static String withSpread(Distribution values) {
        String median = number(values.median());
        String lower = number(values.lower());
        String upper = number(values.upper());
        return lower.equals(upper) ? median : median + " (" + lower + " to " + upper + ")";
    }
}
