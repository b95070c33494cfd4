/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.TraceIds;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs every finished span in one line at INFO, for development without an Agent. Thread-safe. Tag values are not
 * logged, they may hold what should not be in a log.
 */
public final class LoggingTraceWriter implements TraceWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingTraceWriter.class);

    private volatile boolean closed;

    @Override
    public void write(List<? extends SpanData> chunk) {
        if (closed || !LOG.isInfoEnabled()) {
            return;
        }
        try {
            for (SpanData span : chunk) {
                LOG.info(
                        "trace_id={} span_id={} parent_id={} service={} name={} resource={} duration_us={} error={}",
                        TraceIds.toHex(span.traceIdHigh(), span.traceIdLow()),
                        TraceIds.toDecimal(span.spanId()),
                        TraceIds.toDecimal(span.parentId()),
                        span.serviceName(),
                        span.operationName(),
                        span.resourceName(),
                        span.durationNanos() / 1_000,
                        span.isError());
            }
        } catch (Throwable failure) {
            Faults.shared().record("writer.logging", failure);
        }
    }

    /** Does nothing: every span was logged when it was written. */
    @Override
    public void flush(Duration budget) {}

    @Override
    public void close() {
        closed = true;
    }
}
