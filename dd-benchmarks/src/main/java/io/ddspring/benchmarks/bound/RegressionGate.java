/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.bound;

import io.ddspring.benchmarks.result.Distribution;
import io.ddspring.benchmarks.result.MarkdownTable;
import io.ddspring.benchmarks.result.Results;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says whether something became slower. It looks at ratios within one run and at allocation only, which mean the same on
 * every machine. Arguments: files of results. Ends with status 1 if a bound is broken beyond its tolerance.
 */
public final class RegressionGate {
    private final List<Bound> bounds;

    RegressionGate(List<Bound> bounds) {
        this.bounds = bounds.stream().filter(bound -> bound.gate().isPresent()).toList();
    }

    /**
     * What the gate says.
     *
     * @param table every figure with its bound
     * @param broken what is beyond its bound, or was not measured
     */
    record Verdict(String table, List<String> broken) {}

    public static void main(String[] arguments) throws IOException {
        Samples samples = new Samples();
        for (String file : arguments) {
            samples.addAll(Results.read(Path.of(file)).samples());
        }
        Verdict verdict = new RegressionGate(Bound.all()).judge(samples);
        System.out.println(verdict.table);
        if (!verdict.broken.isEmpty()) {
            System.out.println("broken: " + String.join("; ", verdict.broken));
            System.exit(1);
        }
    }

    Verdict judge(Samples samples) {
        MarkdownTable table = new MarkdownTable("", "measured", "bound", "tolerance", "");
        List<String> broken = new ArrayList<>();
        for (Bound bound : bounds) {
            Limit limit = bound.gate().orElseThrow();
            Optional<Distribution> measured = bound.measured(samples);
            boolean holds = measured.isPresent() && limit.allows(measured.get().median(), bound.tolerance());
            if (!holds) {
                broken.add(bound.what());
            }
            table.row(List.of(
                    bound.what(),
                    measured.map(MarkdownTable::withSpread).orElse("not measured"),
                    limit.text(),
                    String.format(Locale.ROOT, "%.0f %%", 100 * bound.tolerance()),
                    holds ? "holds" : "**broken**"));
        }
        return new Verdict(table.text(), broken);
    }
}
