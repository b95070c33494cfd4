/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import io.ddspring.benchmarks.result.ResourceTable;
import java.io.IOException;
import java.util.List;

/**
 * Benchmarks that do the same work; an empty name where there is none. Those in {@code comparisons.txt}
 * are shown side by side.
 */
record Comparison(String what, String ours, String opentelemetry, String brave) {
    private static final int COLUMNS = 4;

    static List<Comparison> all() throws IOException {
        return ResourceTable.rows(Comparison.class, "comparisons.txt", COLUMNS).stream()
                .map(cells -> new Comparison(cells.get(0), cells.get(1), cells.get(2), cells.get(3)))
                .toList();
    }
}
