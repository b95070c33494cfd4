/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import io.ddspring.benchmarks.bound.Bound;
import io.ddspring.benchmarks.result.Distribution;
import io.ddspring.benchmarks.result.MarkdownTable;
import io.ddspring.benchmarks.result.Samples;
import java.util.List;
import java.util.Optional;

/** The targets, what was measured, and whether they are met. */
final class TargetTable {
    private TargetTable() {}

    static String of(Samples samples, List<Bound> bounds) {
        MarkdownTable table = new MarkdownTable("", "target", "measured", "");
        for (Bound bound : bounds) {
            bound.target().ifPresent(target -> {
                Optional<Distribution> measured = bound.measured(samples);
                table.row(List.of(
                        bound.what(),
                        target.text(),
                        measured.map(MarkdownTable::withSpread).orElse("not measured"),
                        measured.map(value -> target.allows(value.median(), 0) ? "met" : "**missed**")
                                .orElse("")));
            });
        }
        return table.text();
    }
}
