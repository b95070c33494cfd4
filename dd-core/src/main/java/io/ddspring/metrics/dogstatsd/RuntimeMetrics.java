/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.agent.ProcessTags;
import io.ddspring.metrics.GaugeSink;
import io.ddspring.metrics.JvmMetrics;
import io.ddspring.metrics.ProcessMetrics;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.telemetry.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The product {@code runtime-metrics}: what the Java runtime and the operating system tell about this process, as gauges.
 * Nothing of the JVM's management is touched before the first report. Thread-safe.
 */
final class RuntimeMetrics implements Product {
    private final DogStatsD statsd;
    private final String runtimeId;
    private final ProcessTags processTags;
    private final Runnable onSwitch;
    private final LongAdder reports = new LongAdder();
    private volatile boolean running;
    // Used by the thread that reports.
    private @Nullable Sources sources;

    private record Sources(JvmMetrics jvm, ProcessMetrics process) {}

    /**
     * A product that is running or not.
     *
     * @param runtimeId see {@code ProcessIdentity}
     * @param onSwitch told when it was started or stopped
     */
    RuntimeMetrics(DogStatsD statsd, String runtimeId, ProcessTags processTags, boolean running, Runnable onSwitch) {
        this.statsd = statsd;
        this.runtimeId = runtimeId;
        this.processTags = processTags;
        this.running = running;
        this.onSwitch = onSwitch;
    }

    @Override
    public String name() {
        return "runtime-metrics";
    }

    @Override
    public void start() {
        if (!running) {
            running = true;
            onSwitch.run();
        }
    }

    @Override
    public void stop() {
        if (running) {
            running = false;
            onSwitch.run();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("running", running);
        status.put("reports", reports.sum());
        return status;
    }

    /** Sends all present values, if it is running and they can be sent. For one thread. */
    void report() {
        if (!running || !statsd.isConnected()) {
            sources = null;
            return;
        }
        Sources present = sources;
        if (present == null) {
            present = new Sources(new JvmMetrics(System::nanoTime), new ProcessMetrics(System::nanoTime));
            sources = present;
        }
        List<String> tags = new ArrayList<>();
        tags.add("runtime-id:" + runtimeId);
        tags.addAll(processTags.list());
        if (statsd.knowsOrigin()) {
            // Otherwise the Agent would add the tags of the container a second time.
            tags.add("dd.internal.entity_id:none");
        }
        GaugeSink sink = new TaggedGauges(statsd, tags.toArray(new String[0]));
        present.jvm().report(sink);
        present.process().report(sink);
        reports.increment();
    }

    private static final class TaggedGauges implements GaugeSink {
        private final StatsDClient client;
        private final String[] tags;

        TaggedGauges(StatsDClient client, String[] tags) {
            this.client = client;
            this.tags = tags;
        }

        @Override
        public void gauge(String name, double value) {
            client.gauge(name, value, tags);
        }

        @Override
        public void gauge(String name, long value) {
            client.gauge(name, value, tags);
        }
    }
}
