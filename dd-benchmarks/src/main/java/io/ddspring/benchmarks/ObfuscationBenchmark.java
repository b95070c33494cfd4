/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import io.ddspring.trace.http.QueryObfuscator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Secrets are taken out of a query string. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ObfuscationBenchmark {
    @Param({"page=2&sort=name", "q=1&password=hunter2&page=2"})
    public String query = "";

    @Benchmark
    public String obfuscate() {
        return QueryObfuscator.BUILT_IN.obfuscate(query);
    }
}
