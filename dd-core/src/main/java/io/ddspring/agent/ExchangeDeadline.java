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
        long leftNanos = TIMEOUTS_PER_EXCHANGE * timeoutNanos - (System.nanoTime() - startNanos);
        if (leftNanos <= 0) {
            throw new SocketTimeoutException("exchange not done after "
                    + TIMEOUTS_PER_EXCHANGE * timeoutNanos / 1_000_000 + " ms, while " + doing);
        }
        return Math.min(timeoutNanos, leftNanos);
    }
}
