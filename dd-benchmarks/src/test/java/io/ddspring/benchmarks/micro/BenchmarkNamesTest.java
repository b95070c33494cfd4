/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.benchmarks.bound.Bound;
import io.ddspring.benchmarks.report.PerformanceReport;
import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.ResourceTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The files that name benchmarks, beside those that JMH finds. */
class BenchmarkNamesTest {
    private static final Set<String> MICRO_FIGURES = Set.of(Figure.NANOS, Figure.ALLOCATED_BYTES_PER_OPERATION);

    @Test
    void the_page_shows_every_benchmark_and_no_other() throws IOException {
        Set<String> named = ResourceTable.rows(PerformanceReport.class, "comparisons.txt", 4).stream()
                .flatMap(cells -> cells.stream().skip(1))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).containsExactlyInAnyOrderElementsOf(existing());
    }

    @Test
    void bounds_are_set_for_benchmarks_that_exist() throws IOException {
        List<String> named = Bound.all().stream()
                .filter(bound -> MICRO_FIGURES.contains(bound.figure()))
                .flatMap(bound -> Stream.concat(Stream.of(bound.subject()), bound.bases().stream()))
                .filter(name -> !name.isEmpty())
                .toList();

        assertThat(named).isNotEmpty().isSubsetOf(existing());
    }

    private static Set<String> existing() {
        return BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .stream()
                .flatMap(BenchmarkNamesTest::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(BenchmarkListEntry benchmark) {
        Stream<List<String>> combinations = Stream.of(List.of());
        for (String[] values : benchmark.getParams().orElse(Map.of()).values()) {
            combinations = combinations.flatMap(
                    before -> Stream.of(values).map(value -> Stream.concat(before.stream(), Stream.of(value))
                            .toList()));
        }
        return combinations.map(values -> MicroBenchmark.name(benchmark.getUsername(), values));
    }
}
