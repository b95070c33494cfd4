/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import io.ddspring.event.EventHub;
import io.ddspring.event.EventType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** An event is told to those who listen. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventHubBenchmark {
    private static final EventType<String, Void> TYPE = EventType.notification("benchmark");

    @Param({"0", "1", "3"})
    public int listeners;

    private final EventHub hub = new EventHub();

    @Setup(Level.Trial)
    public void listen(Blackhole sink) {
        for (int i = 0; i < listeners; i++) {
            hub.on(TYPE, sink::consume);
        }
    }

    @Benchmark
    public void dispatch() {
        hub.dispatch(TYPE, "event");
    }
}
