/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Bounds one exchange: each wait by the timeout, all of them together by three times the timeout, so that an Agent that
 * answers byte by byte cannot hold a thread. Used by one thread.
 */
final class ExchangeDeadline {
    private static final int TIMEOUTS_PER_EXCHANGE = 3;

    private final long timeoutNanos;
    private final long startNanos = System.nanoTime();

    ExchangeDeadline(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    /** Longest time the next wait may take. */
    long nextWaitNanos(String doing) throws SocketTimeoutException {
        long leftNanos = leftNanos();
        if (leftNanos <= 0) {
            throw expired(doing);
        }
        return Math.min(timeoutNanos, leftNanos);
    }

    /** What to throw when a wait was in vain. */
    SocketTimeoutException expired(String doing) {
        return new SocketTimeoutException(
                leftNanos() > 0
                        ? "no progress in " + doing + " for " + timeoutNanos / 1_000_000 + " ms"
                        : "exchange not done after " + TIMEOUTS_PER_EXCHANGE * timeoutNanos / 1_000_000 + " ms, while "
                                + doing);
    }

    private long leftNanos() {
        return TIMEOUTS_PER_EXCHANGE * timeoutNanos - (System.nanoTime() - startNanos);
    }
}
