/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What the Java virtual machine tells about itself, under the names that Datadog's JMX integration gives it. Sizes are
 * bytes, times milliseconds. What the virtual machine does not know is left out, also a limit that there is not. Used by
 * one thread.
 */
public final class JvmMetrics {
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    private final CollectionRates collections;

    /** @param nanoTime monotonic time */
    public JvmMetrics(LongSupplier nanoTime) {
        this.collections = new CollectionRates(ManagementFactory.getGarbageCollectorMXBeans(), nanoTime);
    }

    /** Tells {@code sink} all present values; rates are those since the last call, so the first one has none. */
    public void report(GaugeSink sink) {
        usage("jvm.heap_memory", memory.getHeapMemoryUsage(), sink);
        usage("jvm.non_heap_memory", memory.getNonHeapMemoryUsage(), sink);
        for (BufferPoolMXBean pool : buffers) {
            // Others, like "mapped - 'non-volatile memory'", have no name in the product.
            if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
                String prefix = "jvm.buffer_pool." + pool.getName();
                sink.gauge(prefix + ".count", pool.getCount());
                sink.gauge(prefix + ".used", pool.getMemoryUsed());
                sink.gauge(prefix + ".capacity", pool.getTotalCapacity());
            }
        }
        sink.gauge("jvm.thread_count", ManagementFactory.getThreadMXBean().getThreadCount());
        sink.gauge(
                "jvm.loaded_classes", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        operatingSystem(sink);
        for (MemoryPoolMXBean pool : pools) {
            pool(pool, sink);
        }
        collections.report(sink);
    }

    private static void usage(String name, MemoryUsage usage, GaugeSink sink) {
        known(name, usage.getUsed(), sink);
        known(name + "_committed", usage.getCommitted(), sink);
        known(name + "_init", usage.getInit(), sink);
        known(name + "_max", usage.getMax(), sink);
    }

    private static void operatingSystem(GaugeSink sink) {
        try {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
                known("jvm.cpu_load.process", system.getProcessCpuLoad(), sink);
                known("jvm.cpu_load.system", system.getCpuLoad(), sink);
                if (system instanceof UnixOperatingSystemMXBean unix) {
                    known("jvm.os.open_file_descriptors", unix.getOpenFileDescriptorCount(), sink);
                }
            }
        } catch (NoClassDefFoundError withoutModule) {
            // A runtime without the module jdk.management does not know these.
        }
    }

    /** Nanoseconds of processor time that the process used so far; -1 when that is not known. */
    static long processCpuNanos() {
        try {
            return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    ? system.getProcessCpuTime()
                    : -1;
        } catch (NoClassDefFoundError withoutModule) {
            return -1;
        }
    }

    /** A negative or undefined value is one that is not known, or not yet. */
    private static void known(String name, double value, GaugeSink sink) {
        if (value >= 0) {
            sink.gauge(name, value);
        }
    }

    private static void known(String name, long value, GaugeSink sink) {
        if (value >= 0) {
            sink.gauge(name, value);
        }
    }

    private static void pool(MemoryPoolMXBean pool, GaugeSink sink) {
        String name = pool.getName();
        String metric = null;
        if (name.endsWith("Eden Space")) {
            metric = "jvm.gc.eden_size";
        } else if (name.endsWith("Survivor Space")) {
            metric = "jvm.gc.survivor_size";
        } else if (name.endsWith("Old Gen") || name.endsWith("Tenured Gen") || name.equals("ZGC Old Generation")) {
            metric = "jvm.gc.old_gen_size";
        } else if (name.equals("Metaspace")) {
            metric = "jvm.gc.metaspace_size";
        }
        MemoryUsage usage = metric == null ? null : pool.getUsage();
        if (metric != null && usage != null) {
            sink.gauge(metric, usage.getUsed());
        }
    }
}
