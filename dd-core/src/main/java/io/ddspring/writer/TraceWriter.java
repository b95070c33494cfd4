/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import java.time.Duration;
import java.util.List;

/**
 * Takes the finished spans of traces and delivers them. Thread-safe. {@link #write} is called on application threads: it
 * returns at once, does no I/O and never throws; what cannot be taken is dropped and counted.
 */
public interface TraceWriter extends AutoCloseable {
    /** Begins delivery; called once, before which written chunks are only queued. */
    default void start() {}

    /**
     * Takes spans of one trace. The spans are not changed after the call.
     *
     * @param chunk at least one span, chunk-level tags are on the first one
     */
    void write(List<? extends SpanData> chunk);

    /** Delivers what was written before the call and waits for it, at most {@code budget}. */
    void flush(Duration budget);

    /** Flushes within a bounded time and stops; later chunks are dropped. A second call does nothing. */
    @Override
    void close();
}
