/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps one trace per minute, by which Datadog knows that the service is alive, when traces are not wanted for
 * performance monitoring. What security products need they keep themselves. Thread-safe without locks.
 */
final class StandaloneSampler implements Sampler {
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final SamplingDecision KEPT =
            new SamplingDecision(SamplingPriority.SAMPLER_KEEP, SamplingMechanism.APPSEC, null, 1);
    private static final SamplingDecision DROPPED =
            new SamplingDecision(SamplingPriority.SAMPLER_DROP, SamplingMechanism.APPSEC, null, 1);

    private final LongSupplier ticker;
    private final AtomicLong lastKeptNanos;

    /** @param ticker monotonic nanoseconds */
    StandaloneSampler(LongSupplier ticker) {
        this.ticker = ticker;
        this.lastKeptNanos = new AtomicLong(ticker.getAsLong() - INTERVAL_NANOS);
    }

    @Override
    public SamplingDecision sample(SpanData root) {
        long now = ticker.getAsLong();
        long last = lastKeptNanos.get();
        return now - last >= INTERVAL_NANOS && lastKeptNanos.compareAndSet(last, now) ? KEPT : DROPPED;
    }
}
