/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/** Collects the identity of a span of another process. Ids that are not hexadecimal count as absent. Not thread-safe. */
final class MicrometerTraceContextBuilder implements TraceContext.Builder {
    private static final int HEX_DIGITS_OF_LONG = 16;

    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;
    private @Nullable String parentId;
    private int samplingPriority = SamplingPriority.UNSET;

    @Override
    public TraceContext.Builder traceId(@Nullable String id) {
        if (id != null && id.length() > HEX_DIGITS_OF_LONG) {
            int split = id.length() - HEX_DIGITS_OF_LONG;
            traceIdHigh = parse(id.substring(0, split));
            traceIdLow = parse(id.substring(split));
        } else {
            traceIdHigh = 0;
            traceIdLow = parse(id);
        }
        return this;
    }

    @Override
    public TraceContext.Builder parentId(@Nullable String id) {
        parentId = id;
        return this;
    }

    @Override
    public TraceContext.Builder spanId(@Nullable String id) {
        spanId = parse(id);
        return this;
    }

    @Override
    public TraceContext.Builder sampled(@Nullable Boolean sampled) {
        if (sampled == null) {
            samplingPriority = SamplingPriority.UNSET;
        } else {
            samplingPriority = sampled ? SamplingPriority.SAMPLER_KEEP : SamplingPriority.SAMPLER_DROP;
        }
        return this;
    }

    @Override
    public TraceContext build() {
        return MicrometerTraceContext.ofRemote(
                RemoteSpanContext.of(traceIdHigh, traceIdLow, spanId, samplingPriority), parentId);
    }

    private static long parse(@Nullable String hex) {
        try {
            return hex == null || hex.isEmpty() ? 0 : Long.parseUnsignedLong(hex, 16);
        } catch (NumberFormatException notHexadecimal) {
            return 0;
        }
    }
}
