/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.micro;

import io.ddspring.benchmarks.result.Circumstances;
import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.Results;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs benchmarks with JMH several times over, each time in new processes, so that those which are compared run soon
 * after each other. The file of results is written after each round. Arguments: that file, the number of rounds, and what
 * JMH itself takes.
 */
public final class MicroBenchmark {
    private static final String ALLOCATION_OF_JMH = "gc.alloc.rate.norm";

    private MicroBenchmark() {}

    public static void main(String[] arguments)
            throws IOException, InterruptedException, RunnerException, CommandLineOptionException {
        Path results = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        String[] options = Arrays.copyOfRange(arguments, 2, arguments.length);
        Samples samples = new Samples();
        for (int round = 1; round <= rounds; round++) {
            add(new Runner(new CommandLineOptions(options)).run(), samples);
            // What is measured is kept, whatever happens to the next round.
            new Results(circumstances(round, options), samples).write(results);
        }
    }

    private static Map<String, String> circumstances(int rounds, String... options)
            throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        Map<String, String> circumstances = Circumstances.ofThisMachine();
        circumstances.put(
                "compared with",
                "OpenTelemetry SDK " + Circumstances.versionOnClassPath("opentelemetry-sdk", classPath) + ", Brave "
                        + Circumstances.versionOnClassPath("brave", classPath));
        circumstances.put(
                "repeated",
                rounds + " rounds of JMH " + Circumstances.versionOnClassPath("jmh-core", classPath) + ", "
                        + String.join(" ", options));
        return circumstances;
    }

    private static void add(Collection<RunResult> round, Samples samples) {
        for (RunResult result : round) {
            BenchmarkParams params = result.getParams();
            String name = name(
                    params.getBenchmark(),
                    params.getParamsKeys().stream().map(params::getParam).toList());
            samples.add(Figure.NANOS, name, result.getPrimaryResult().getScore());
            Result<?> allocation = result.getSecondaryResults().get(ALLOCATION_OF_JMH);
            if (allocation != null) {
                samples.add(Figure.ALLOCATED_BYTES_PER_OPERATION, name, allocation.getScore());
            }
        }
    }

    /** Class and method, and the values of the parameters in brackets if there are any. */
    static String name(String method, List<String> values) {
        int classAt = method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1;
        return method.substring(classAt) + (values.isEmpty() ? "" : "[" + String.join(";", values) + "]");
    }
}
