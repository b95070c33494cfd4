/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.List;
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

/** Literals are taken out of a statement: when it comes for the first time, and when it ran lately. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SqlObfuscationBenchmark {
    @Param({
        "select id, name from users where id = ?",
        "select id, name from users where id = 4711 and name = 'O''Neill' and city in ('Paris', 'Rome')"
    })
    public String sql = "";

    private final SqlDialect dialect = SqlDialect.of("postgresql");
    private final SqlTextCache texts = new SqlTextCache();

    @Benchmark
    public Object newStatement() {
        return SqlScanner.describe(sql, dialect);
    }

    @Benchmark
    public Object knownStatement() {
        return texts.of(List.of(sql), dialect);
    }
}
