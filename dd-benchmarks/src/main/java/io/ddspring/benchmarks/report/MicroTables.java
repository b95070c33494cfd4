/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import static io.ddspring.benchmarks.result.MarkdownTable.withSpread;

import io.ddspring.benchmarks.result.Distribution;
import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.MarkdownTable;
import io.ddspring.benchmarks.result.Samples;
import java.util.Arrays;
import java.util.List;

/** The tables of the hot paths: ours, OpenTelemetry's and Brave's, and ours by theirs round by round. */
final class MicroTables {
    private static final String NONE = "–";
    private static final String ENCODERS = "EncodingBenchmark.";
    private static final double NANOS_PER_MICRO = 1e3;
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

    /** What the encoders manage in a second, which is the time of a span the other way round. */
    String encoders() {
        MarkdownTable table = new MarkdownTable("million spans/s", "ours", "OpenTelemetry", "Brave");
        comparisons.stream()
                .filter(row -> row.ours().startsWith(ENCODERS))
                .forEach(row -> table.row(List.of(
                        row.what(),
                        millionsPerSecond(row.ours()),
                        millionsPerSecond(row.opentelemetry()),
                        millionsPerSecond(row.brave()))));
        return table.text();
    }

    private String table(String figure) {
        MarkdownTable table = new MarkdownTable(COLUMNS);
        for (Comparison row : comparisons) {
            table.row(List.of(
                    row.what(),
                    value(figure, row.ours()),
                    value(figure, row.opentelemetry()),
                    value(figure, row.brave()),
                    ratio(figure, row.ours(), row.opentelemetry()),
                    ratio(figure, row.ours(), row.brave())));
        }
        return table.text();
    }

    private String value(String figure, String benchmark) {
        return samples.has(figure, benchmark) ? withSpread(samples.of(figure, benchmark)) : NONE;
    }

    private String millionsPerSecond(String benchmark) {
        if (!samples.has(Figure.NANOS, benchmark)) {
            return NONE;
        }
        double[] nanos = samples.values(Figure.NANOS, benchmark);
        return withSpread(Distribution.of(
                Arrays.stream(nanos).map(value -> NANOS_PER_MICRO / value).toArray()));
    }

    private String ratio(String figure, String ours, String theirs) {
        boolean both = samples.has(figure, ours) && samples.has(figure, theirs);
        // Nothing at all has no ratio.
        return both && samples.of(figure, theirs).lower() > 0.5
                ? withSpread(samples.ratio(figure, ours, theirs))
                : NONE;
    }
}
