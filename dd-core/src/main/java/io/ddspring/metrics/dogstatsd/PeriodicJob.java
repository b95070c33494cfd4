/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import java.time.Duration;

/** Something that is due again and again. Used by one thread. */
final class PeriodicJob {
    private final Runnable job;
    private final long periodNanos;
    private long dueNanos;

    /** @param firstDueNanos monotonic time of the first run */
    PeriodicJob(Runnable job, Duration period, long firstDueNanos) {
        this.job = job;
        this.periodNanos = period.toNanos();
        this.dueNanos = firstDueNanos;
    }

    /** Does it if it is due, and tells how many nanoseconds there are until it is the next time. */
    long runIfDue(long nowNanos) {
        if (dueNanos - nowNanos <= 0) {
            // From the time it was due, so that delays do not add up; what was missed by more than a period is left
            // out.
            dueNanos += periodNanos;
            if (dueNanos - nowNanos <= 0) {
                dueNanos = nowNanos + periodNanos;
            }
            job.run();
        }
        return dueNanos - nowNanos;
    }
}
