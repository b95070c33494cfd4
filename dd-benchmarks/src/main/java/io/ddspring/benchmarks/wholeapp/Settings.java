/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is measured how often.
 *
 * @param wholeApp the directory of the module with the applications
 * @param results the directory of the files that are written
 * @param rounds starts of every variant; none leaves the results of start-up as they are
 * @param forks processes of every variant that get load; none leaves the results of load as they are
 * @param turns windows of every endpoint in each process
 * @param window of load
 * @param warmUpRequests to each endpoint of each process
 */
record Settings(
        Path wholeApp,
        Path results,
        List<Variant> variants,
        int rounds,
        int forks,
        int turns,
        Duration window,
        int warmUpRequests) {

    /**
     * Reads {@code name=value}; what is not given has its default.
     *
     * @throws IllegalArgumentException for what is unknown or no number
     */
    static Settings parse(String... arguments) {
        Map<String, String> values = new HashMap<>(Map.of(
                "apps", "dd-benchmarks/whole-app",
                "results", "dd-benchmarks/target",
                "variants", "",
                "rounds", "7",
                "forks", "2",
                "turns", "9",
                "seconds", "1.5",
                "warm-up", "40000"));
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0 || values.replace(argument.substring(0, equals), argument.substring(equals + 1)) == null) {
                throw new IllegalArgumentException(
                        "'" + argument + "' is not name=value with one of the names " + values.keySet());
            }
        }
        UnaryOperator<String> value = name -> values.getOrDefault(name, "");
        return new Settings(
                Path.of(value.apply("apps")),
                Path.of(value.apply("results")),
                Variant.wanted(value.apply("variants")),
                Integer.parseInt(value.apply("rounds")),
                Integer.parseInt(value.apply("forks")),
                Integer.parseInt(value.apply("turns")),
                Duration.ofMillis(Math.round(1000 * Double.parseDouble(value.apply("seconds")))),
                Integer.parseInt(value.apply("warm-up")));
    }

    /** How often it is started, in words. */
    String startupCounts() {
        return rounds + " starts of each, in turn";
    }

    /** How often it gets load, in words, when that many of the processes are done. */
    String loadCounts(int forksDone) {
        return "%d processes of each; after %d requests to each endpoint, %d turns of %s s, %d connections"
                .formatted(forksDone, warmUpRequests, turns, window.toMillis() / 1e3, LoadGenerator.CONNECTIONS);
    }

    List<String> labels() {
        return variants.stream().map(Variant::label).toList();
    }
}
