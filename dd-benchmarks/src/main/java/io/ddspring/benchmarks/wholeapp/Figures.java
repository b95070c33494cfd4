/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, by figure and variant, and its medians. Not thread-safe. */
final class Figures {
    private final List<String> variants;
    private final Map<String, Map<String, List<Double>>> byFigure = new LinkedHashMap<>();

    /** @param variants the first one is what the others are compared with */
    Figures(List<String> variants) {
        this.variants = variants;
    }

    void add(String variant, String figure, double value) {
        byFigure.computeIfAbsent(figure, absent -> new LinkedHashMap<>())
                .computeIfAbsent(variant, absent -> new ArrayList<>())
                .add(value);
    }

    /** A table: median, smallest to largest, and the ratio to the first variant. */
    String asMarkdown() {
        StringBuilder table = new StringBuilder("\n| |");
        variants.forEach(variant -> table.append(' ').append(variant).append(" |"));
        table.append("\n|---|").append("---|".repeat(variants.size())).append('\n');
        byFigure.forEach((figure, values) -> {
            double base = median(values.getOrDefault(variants.get(0), List.of()));
            table.append("| ").append(figure).append(" |");
            for (String variant : variants) {
                List<Double> measured = values.getOrDefault(variant, List.of());
                double median = median(measured);
                table.append(String.format(
                        Locale.ROOT,
                        " %s (%s–%s) ×%.2f |",
                        text(median),
                        text(Collections.min(measured)),
                        text(Collections.max(measured)),
                        median / base));
            }
            table.append('\n');
        });
        return table.toString();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%.0f", value);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
