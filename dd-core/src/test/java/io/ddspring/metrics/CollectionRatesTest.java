/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collectors that this virtual machine does not have are told by their names only. */
class CollectionRatesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong collections = new AtomicLong(100);

    @ParameterizedTest
    @CsvSource({
        "Copy, minor",
        "PS Scavenge, minor",
        "ParNew, minor",
        "G1 Young Generation, minor",
        "ZGC Minor Cycles, minor",
        "MarkSweepCompact, major",
        "PS MarkSweep, major",
        "ConcurrentMarkSweep, major",
        "G1 Mixed Generation, major",
        "G1 Old Generation, major",
        "Shenandoah Cycles, major",
        "ZGC Cycles, major",
        "ZGC Major Cycles, major",
        "Shenandoah Pauses, neither",
        "ZGC Pauses, neither",
        "ZGC Minor Pauses, neither",
        "ZGC Major Pauses, neither",
        "G1 Concurrent GC, neither",
    })
    void collector_counts_where_datadog_counts_it(String collector, String kind) {
        CollectionRates rates = new CollectionRates(List.of(bean(collector)), nanos::get);
        Map<String, Double> gauges = new TreeMap<>();
        rates.report(gauges::put);
        assertThat(gauges).isEmpty();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        collections.addAndGet(5);
        rates.report(gauges::put);

        assertThat(gauges)
                .isEqualTo(
                        kind.equals("neither")
                                ? Map.of()
                                : Map.of(
                                        "jvm.gc." + kind + "_collection_count", 0.5,
                                        "jvm.gc." + kind + "_collection_time", 1.5));
    }

    /** A collection takes three milliseconds. */
    private GarbageCollectorMXBean bean(String name) {
        return (GarbageCollectorMXBean) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {GarbageCollectorMXBean.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getName" -> name;
                    case "getCollectionCount" -> collections.get();
                    case "getCollectionTime" -> 3 * collections.get();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
