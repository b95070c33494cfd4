/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import static io.ddspring.benchmarks.result.MarkdownTable.number;
import static io.ddspring.benchmarks.result.MarkdownTable.withSpread;

import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.MarkdownTable;
import io.ddspring.benchmarks.result.Samples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tables of the hot paths: ours, OpenTelemetry's and Brave's, and ours by theirs round by round. */
final class MicroTables {
    private static final String NONE = "–";
    private static final List<String> COLUMNS =
            List.of("", "ours", "OpenTelemetry", "Brave", "ours ÷ OpenTelemetry", "ours ÷ Brave");

    private final Samples samples;
    private final List<Comparison> comparisons;

    MicroTables(Samples samples, List<Comparison> comparisons) {
        this.samples = samples;
        this.comparisons = comparisons;
    }

    String time() {
        return table(Figure.NANOS);
    }

    String allocation() {
        return table(Figure.ALLOCATED_BYTES_PER_OPERATION);
    }

    private String table(String figure) {
        MarkdownTable table = new MarkdownTable(COLUMNS);
        Set<String> shown = new HashSet<>();
        for (Comparison row : comparisons) {
            table.row(List.of(
                    row.what(),
                    value(figure, row.ours()),
                    value(figure, row.opentelemetry()),
                    value(figure, row.brave()),
                    ratio(figure, row.ours(), row.opentelemetry()),
                    ratio(figure, row.ours(), row.brave())));
            shown.addAll(List.of(row.ours(), row.opentelemetry(), row.brave()));
        }
        List<String> others = new ArrayList<>(samples.subjects(figure));
        others.removeAll(shown);
        for (String other : others) {
            table.row(List.of("`" + other + "`", value(figure, other), NONE, NONE, NONE, NONE));
        }
        return table.text();
    }

    private String value(String figure, String benchmark) {
        return samples.has(figure, benchmark)
                ? number(samples.of(figure, benchmark).median())
                : NONE;
    }

    private String ratio(String figure, String ours, String theirs) {
        boolean both = samples.has(figure, ours) && samples.has(figure, theirs);
        // Nothing at all has no ratio.
        return both && samples.of(figure, theirs).lower() > 0.5
                ? withSpread(samples.ratio(figure, ours, theirs))
                : NONE;
    }
}
