/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often garbage is collected and how long that takes: collections and milliseconds, each per second. A collector that
 * works beside the application has one bean for its cycles and one for its pauses, of which only the first counts.
 */
final class CollectionRates {
    private static final Set<String> MINOR =
            Set.of("Copy", "PS Scavenge", "ParNew", "G1 Young Generation", "ZGC Minor Cycles");
    private static final Set<String> MAJOR = Set.of(
            "MarkSweepCompact",
            "PS MarkSweep",
            "ConcurrentMarkSweep",
            "G1 Mixed Generation",
            "G1 Old Generation",
            "Shenandoah Cycles",
            "ZGC Cycles",
            "ZGC Major Cycles");

    private final LongSupplier nanoTime;
    private final Rate minor;
    private final Rate major;
    private long lastNanos;
    private boolean begun;

    CollectionRates(List<GarbageCollectorMXBean> collectors, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.minor = new Rate("jvm.gc.minor_collection", collectors, MINOR);
        this.major = new Rate("jvm.gc.major_collection", collectors, MAJOR);
    }

    /** Reports the rates since the last call; the first call only notes where they begin. */
    void report(GaugeSink sink) {
        long now = nanoTime.getAsLong();
        double seconds = (now - lastNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        if (!begun) {
            begun = true;
            minor.begin();
            major.begin();
        } else if (seconds > 0) {
            minor.report(seconds, sink);
            major.report(seconds, sink);
        }
        lastNanos = now;
    }

    private static final class Rate {
        private final String name;
        private final List<GarbageCollectorMXBean> collectors;
        private long lastCount;
        private long lastMillis;

        Rate(String name, List<GarbageCollectorMXBean> all, Set<String> names) {
            this.name = name;
            this.collectors =
                    all.stream().filter(bean -> names.contains(bean.getName())).toList();
        }

        void begin() {
            lastCount = count();
            lastMillis = millis();
        }

        void report(double seconds, GaugeSink sink) {
            if (collectors.isEmpty()) {
                return;
            }
            long count = count();
            long millis = millis();
            sink.gauge(name + "_count", (count - lastCount) / seconds);
            sink.gauge(name + "_time", (millis - lastMillis) / seconds);
            lastCount = count;
            lastMillis = millis;
        }

        private long count() {
            return collectors.stream()
                    .mapToLong(bean -> Math.max(0, bean.getCollectionCount()))
                    .sum();
        }

        private long millis() {
            return collectors.stream()
                    .mapToLong(bean -> Math.max(0, bean.getCollectionTime()))
                    .sum();
        }
    }
}
