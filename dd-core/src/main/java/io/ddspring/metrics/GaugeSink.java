/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

/** Takes the present values of metrics. */
@FunctionalInterface
public interface GaugeSink {
    /** @param name for example {@code jvm.heap_memory} */
    void gauge(String name, double value);

    /** As {@link #gauge(String, double)}; beyond 2^53 a value is rounded. */
    default void gauge(String name, long value) {
        gauge(name, (double) value);
    }
}
