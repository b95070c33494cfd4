/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SpanData;
import java.util.function.LongSupplier;

/** A sample rate for single spans of traces that are dropped. Immutable and thread-safe. */
public final class SpanSamplingRule {
    static final int UNLIMITED = 0;

    private final Glob service;
    private final Glob name;
    private final SampleRate rate;
    private final int maxPerSecond;
    private final String text;

    /** @param text as it was given, for people */
    SpanSamplingRule(Glob service, Glob name, SampleRate rate, int maxPerSecond, String text) {
        this.service = service;
        this.name = name;
        this.rate = rate;
        this.maxPerSecond = maxPerSecond;
        this.text = text;
    }

    boolean matches(SpanData span) {
        return service.matches(span.serviceName()) && name.matches(span.operationName());
    }

    /** The rate. */
    public SampleRate rate() {
        return rate;
    }

    /** Whether there is a {@link #maxPerSecond}. */
    public boolean isLimited() {
        return maxPerSecond != UNLIMITED;
    }

    /** Spans that are kept per second at most; 0 when there is no limit. */
    public int maxPerSecond() {
        return maxPerSecond;
    }

    RateLimiter newLimiter(LongSupplier ticker) {
        return new RateLimiter(isLimited() ? maxPerSecond : -1, ticker);
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
