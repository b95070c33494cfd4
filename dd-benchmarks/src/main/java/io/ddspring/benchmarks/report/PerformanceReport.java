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
 * Writes the figures of a run into the page that is published. Arguments: the page, the results of the hot paths, of
 * start-up and of load. What has not been measured is left empty.
 */
public final class PerformanceReport {
    private PerformanceReport() {}

    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0]);
        Map<String, String> contents = contents(
                Results.readIfPresent(Path.of(arguments[1])),
                Results.readIfPresent(Path.of(arguments[2])),
                Results.readIfPresent(Path.of(arguments[3])));
        Files.writeString(page, GeneratedPage.with(contents, Files.readString(page)));
    }

    static Map<String, String> contents(Results micro, Results startup, Results load) throws IOException {
        Samples all = new Samples();
        all.addAll(micro.samples());
        all.addAll(startup.samples());
        all.addAll(load.samples());
        MicroTables microTables = new MicroTables(micro.samples(), Comparison.all());
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("targets", TargetTable.of(all, Bound.all()));
        contents.put("start-up-circumstances", list(startup.circumstances()));
        contents.put("start-up", new WholeAppTables(startup.samples()).startup());
        contents.put("load-circumstances", list(load.circumstances()));
        contents.put("load", new WholeAppTables(load.samples()).load());
        contents.put("micro-circumstances", list(micro.circumstances()));
        contents.put("micro-time", microTables.time());
        contents.put("micro-encoders", microTables.encoders());
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
