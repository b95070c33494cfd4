/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import static io.ddspring.benchmarks.result.MarkdownTable.number;
import static io.ddspring.benchmarks.result.MarkdownTable.withSpread;

import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.MarkdownTable;
import io.ddspring.benchmarks.result.Samples;
import java.util.ArrayList;
import java.util.List;

/** The tables of the whole application: medians, and ratios to the first variant turn by turn, with quartiles. */
public final class WholeAppTables {
    private final Samples samples;

    public WholeAppTables(Samples samples) {
        this.samples = samples;
    }

    /** Time, processor time and classes. */
    public String startup() {
        MarkdownTable table = new MarkdownTable("", "wall s", "÷ bare", "CPU s", "÷ bare", "classes");
        List<String> labels = labels(Figure.START_WALL_SECONDS);
        for (String label : labels) {
            table.row(List.of(
                    label,
                    spread(Figure.START_WALL_SECONDS, label),
                    ratio(Figure.START_WALL_SECONDS, label, labels),
                    spread(Figure.START_CPU_SECONDS, label),
                    ratio(Figure.START_CPU_SECONDS, label, labels),
                    String.valueOf(
                            Math.round(samples.of(Figure.START_CLASSES, label).median()))));
        }
        return table.text();
    }

    /** One table for each endpoint, one of memory, and one of the generator of the load. */
    public String load() {
        return endpoints() + memory() + "\n" + generator();
    }

    private String endpoints() {
        StringBuilder all = new StringBuilder();
        for (String endpoint : Figure.ENDPOINTS) {
            String cpu = Figure.of(endpoint, Figure.CPU_MICROS);
            String throughput = Figure.of(endpoint, Figure.REQUESTS_PER_SECOND);
            String allocated = Figure.of(endpoint, Figure.ALLOCATED_BYTES);
            MarkdownTable table = new MarkdownTable(
                    "`" + endpoint + "`",
                    "CPU µs/request",
                    "÷ bare",
                    "requests/s",
                    "÷ bare",
                    "p99 ms",
                    "allocated B/request",
                    "÷ bare",
                    "spans/request",
                    "trace B/request");
            List<String> labels = labels(cpu);
            for (String label : labels) {
                table.row(List.of(
                        label,
                        spread(cpu, label),
                        ratio(cpu, label, labels),
                        spread(throughput, label),
                        ratio(throughput, label, labels),
                        spread(Figure.of(endpoint, Figure.P99_MILLIS), label),
                        median(allocated, label),
                        ratio(allocated, label, labels),
                        median(Figure.of(endpoint, Figure.SPANS), label),
                        median(Figure.of(endpoint, Figure.TRACE_BYTES), label)));
            }
            all.append(table.text()).append('\n');
        }
        return all.toString();
    }

    private String memory() {
        MarkdownTable table = new MarkdownTable("", "resident MB", "− bare", "live heap MB", "− bare");
        List<String> labels = labels(Figure.RESIDENT_MEGABYTES);
        for (String label : labels) {
            table.row(List.of(
                    label,
                    spread(Figure.RESIDENT_MEGABYTES, label),
                    difference(Figure.RESIDENT_MEGABYTES, label, labels),
                    spread(Figure.LIVE_HEAP_MEGABYTES, label),
                    difference(Figure.LIVE_HEAP_MEGABYTES, label, labels)));
        }
        return table.text();
    }

    /** What the generator of the load took of the processors. */
    private String generator() {
        MarkdownTable table = new MarkdownTable("", "generator CPU µs/request", "÷ CPU of bare");
        for (String endpoint : Figure.ENDPOINTS) {
            String figure = Figure.of(endpoint, Figure.GENERATOR_CPU_MICROS);
            List<String> labels = labels(figure);
            if (!labels.isEmpty()) {
                double own = samples.of(figure, labels.get(0)).median();
                double bare = samples.of(Figure.of(endpoint, Figure.CPU_MICROS), labels.get(0))
                        .median();
                table.row(List.of("`" + endpoint + "`", number(own), number(own / bare)));
            }
        }
        return table.text();
    }

    private List<String> labels(String figure) {
        return new ArrayList<>(samples.subjects(figure));
    }

    private String median(String figure, String label) {
        return number(samples.of(figure, label).median());
    }

    private String spread(String figure, String label) {
        return withSpread(samples.of(figure, label));
    }

    private String ratio(String figure, String label, List<String> labels) {
        String base = labels.get(0);
        return label.equals(base) ? "1" : withSpread(samples.ratio(figure, label, base));
    }

    private String difference(String figure, String label, List<String> labels) {
        String base = labels.get(0);
        return label.equals(base) ? "0" : withSpread(samples.difference(figure, label, base));
    }
}
