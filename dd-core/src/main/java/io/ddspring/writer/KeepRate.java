/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.metrics.TracerHealth;

/**
 * Which part of the traces the writer did not lose lately, for {@code _dd.tracer_kr}: 1 minus those lost in the last ten
 * flushes by those that came in meanwhile. Used by one thread.
 */
final class KeepRate {
    private static final int FLUSHES = 10;

    private final TracerHealth health;
    private final long[] accepted = new long[FLUSHES];
    private final long[] lost = new long[FLUSHES];
    private long acceptedBefore;
    private long lostBefore;
    private int next;

    KeepRate(TracerHealth health) {
        this.health = health;
        lostBefore = lost();
        acceptedBefore = accepted();
    }

    /** Begins another flush. */
    double next() {
        long lostNow = lost();
        long acceptedNow = accepted();
        accepted[next] = acceptedNow - acceptedBefore;
        lost[next] = lostNow - lostBefore;
        acceptedBefore = acceptedNow;
        lostBefore = lostNow;
        next = (next + 1) % FLUSHES;
        return rate();
    }

    private long accepted() {
        return health.tracesEnqueued.sum() + health.tracesRefused.sum();
    }

    private long lost() {
        return health.tracesLost.sum();
    }

    private double rate() {
        long allAccepted = 0;
        long allLost = 0;
        for (int i = 0; i < FLUSHES; i++) {
            allAccepted += accepted[i];
            allLost += lost[i];
        }
        return allLost == 0 ? 1 : 1 - Math.min(1, (double) allLost / Math.max(1, allAccepted));
    }
}
