/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import io.ddspring.metrics.Faults;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What products still send when the tracer has delivered its last spans, before it closes the way to the Agent.
 * Thread-safe.
 */
public final class LastReports {
    private final Deque<Runnable> reports = new ConcurrentLinkedDeque<>();

    /** Has {@code report} run at the end; it must be bounded in time, as the process waits for it. */
    public void add(Runnable report) {
        reports.addFirst(report);
    }

    public boolean isEmpty() {
        return reports.isEmpty();
    }

    /** Runs what was added, the latest first, each once. A failure is counted and keeps nothing else from running. */
    public void send() {
        for (Runnable report = reports.poll(); report != null; report = reports.poll()) {
            try {
                report.run();
            } catch (Throwable failure) {
                Faults.shared().record("last-report", failure);
            }
        }
    }
}
