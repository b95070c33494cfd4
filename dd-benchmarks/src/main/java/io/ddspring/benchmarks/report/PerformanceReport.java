/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import io.ddspring.benchmarks.bound.Bound;
import io.ddspring.benchmarks.result.Results;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the figures of a run into the page that is published. Arguments: the page, the results of the hot paths, the
 * results of the whole application.
 */
public final class PerformanceReport {
    private PerformanceReport() {}

    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0]);
        Map<String, String> contents =
                contents(Results.read(Path.of(arguments[1])), Results.read(Path.of(arguments[2])));
        Files.writeString(page, GeneratedPage.with(contents, Files.readString(page)));
    }

    static Map<String, String> contents(Results micro, Results wholeApp) throws IOException {
        Samples all = new Samples();
        all.addAll(micro.samples());
        all.addAll(wholeApp.samples());
        WholeAppTables wholeAppTables = new WholeAppTables(wholeApp.samples());
        MicroTables microTables = new MicroTables(micro.samples(), Comparison.all());
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("targets", TargetTable.of(all, Bound.all()));
        contents.put("whole-app-circumstances", list(wholeApp.circumstances()));
        contents.put("whole-app", wholeAppTables.all());
        contents.put("micro-circumstances", list(micro.circumstances()));
        contents.put("micro-time", microTables.time());
        contents.put("micro-allocation", microTables.allocation());
        return contents;
    }

    private static String list(Map<String, String> circumstances) {
        StringBuilder list = new StringBuilder();
        circumstances.forEach((name, value) ->
                list.append("- ").append(name).append(": ").append(value).append('\n'));
        return list.toString();
    }
}
