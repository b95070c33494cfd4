/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Lets so many through per second: a bucket that holds as many tokens as may pass in a second, is full at first and is
 * refilled all the time. Also tells which share it has let through lately. Thread-safe without locks.
 */
final class RateLimiter {
    private static final double WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier ticker;
    private final AtomicReference<Grant> latest;

    /**
     * The limiter's answer to one question, which is also all that it must remember for the next one.
     *
     * @param tokens what is left in the bucket
     * @param windowStart when the present second began
     * @param windowAllowed how many were let through in it
     * @param windowTotal how many asked in it
     * @param shareBefore share that was let through in the second before; NaN when there was none
     */
    record Grant(
            boolean allowed,
            double tokens,
            long atNanos,
            long windowStart,
            int windowAllowed,
            int windowTotal,
            double shareBefore) {
        /** Share of those that asked that was let through, 0..1, averaged over the present second and the one before. */
        double effectiveRate() {
            return Double.isNaN(shareBefore) ? share() : (share() + shareBefore) / 2;
        }

        private double share() {
            return (double) windowAllowed / windowTotal;
        }

        private boolean windowIsOver(long now) {
            return windowTotal > 0 && now - windowStart >= WINDOW_NANOS;
        }

        private Grant next(long clock, int perSecond) {
            // Another thread may have read the clock later and answered sooner.
            long now = clock - atNanos > 0 ? clock : atNanos;
            double filled = Math.min(perSecond, tokens + (now - atNanos) / WINDOW_NANOS * perSecond);
            boolean granted = perSecond < 0 || filled >= 1;
            boolean fresh = windowTotal == 0 || windowIsOver(now);
            return new Grant(
                    granted,
                    granted ? filled - 1 : filled,
                    now,
                    fresh ? now : windowStart,
                    (fresh ? 0 : windowAllowed) + (granted ? 1 : 0),
                    (fresh ? 0 : windowTotal) + 1,
                    windowIsOver(now) ? share() : shareBefore);
        }
    }

    /**
     * A limiter with a full bucket.
     *
     * @param perSecond how many may pass per second; 0 counts as 1, and a negative number means all
     * @param ticker monotonic nanoseconds
     */
    RateLimiter(int perSecond, LongSupplier ticker) {
        this.perSecond = perSecond == 0 ? 1 : perSecond;
        this.ticker = ticker;
        this.latest = new AtomicReference<>(new Grant(false, this.perSecond, ticker.getAsLong(), 0, 0, 0, Double.NaN));
    }

    /** Asks to be let through. */
    Grant ask() {
        long now = ticker.getAsLong();
        Grant before;
        Grant answer;
        do {
            before = Objects.requireNonNull(latest.get());
            answer = before.next(now, perSecond);
        } while (!latest.compareAndSet(before, answer));
        return answer;
    }
}
