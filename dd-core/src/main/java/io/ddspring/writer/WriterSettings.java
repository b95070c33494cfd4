/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import java.time.Duration;

/**
 * How finished spans are buffered and sent. Immutable.
 *
 * @param protocol format to use if the Agent takes it
 * @param flushInterval longest time a finished trace waits before it is sent
 * @param payloadLimitBytes most bytes of one request; a single chunk of spans beyond it is dropped
 * @param queuedChunksLimit most chunks that wait to be encoded
 * @param queuedSpansLimit most spans that wait to be encoded
 */
public record WriterSettings(
        TraceProtocol protocol,
        Duration flushInterval,
        int payloadLimitBytes,
        int queuedChunksLimit,
        int queuedSpansLimit) {
    public static final ConfigKey<Double> FLUSH_INTERVAL_SECONDS = ConfigKey.of(
                    "dd.trace.flush-interval",
                    ConfigType.decimal(0.05, 3600),
                    1.0,
                    "Seconds between two deliveries of traces to the Agent.")
            .alias("DD_TRACE_WRITER_INTERVAL_SECONDS");

    public static final ConfigKey<Integer> BUFFER_SIZE_BYTES = ConfigKey.of(
            "dd.trace.writer-buffer-size-bytes",
            ConfigType.integer(64 * 1024, 45 * 1024 * 1024),
            5 * 1024 * 1024,
            "Bytes of encoded traces that are collected before they are sent at once.");

    public static final ConfigKey<Integer> MAX_PAYLOAD_SIZE_BYTES = ConfigKey.of(
            "dd.trace.writer-max-payload-size-bytes",
            ConfigType.integer(64 * 1024, 45 * 1024 * 1024),
            5 * 1024 * 1024,
            "Bytes of one request with traces at most.");

    public static final ConfigKey<TraceProtocol> PROTOCOL = ConfigKey.of(
                    "dd.trace.agent-protocol-version",
                    ConfigType.of("0.4 or 0.5", TraceProtocol::ofVersion, TraceProtocol::version),
                    TraceProtocol.V04,
                    "Version of the format in which traces are sent to the Agent.")
            .alias("DD_TRACE_API_VERSION");

    private static final int QUEUED_CHUNKS_LIMIT = 1024;
    private static final int QUEUED_SPANS_LIMIT = 32 * 1024;

    public WriterSettings {
        if (flushInterval.isNegative() || flushInterval.isZero()) {
            throw new IllegalArgumentException("flushInterval " + flushInterval + " is not positive");
        }
        if (payloadLimitBytes < 1 || queuedChunksLimit < 1 || queuedSpansLimit < 1) {
            throw new IllegalArgumentException("limits must be positive: " + payloadLimitBytes + ", "
                    + queuedChunksLimit + ", " + queuedSpansLimit);
        }
    }

    /** The defaults. */
    public static WriterSettings defaults() {
        return new WriterSettings(
                TraceProtocol.V04,
                Duration.ofSeconds(1),
                MAX_PAYLOAD_SIZE_BYTES.defaultValue(),
                QUEUED_CHUNKS_LIMIT,
                QUEUED_SPANS_LIMIT);
    }

    /** The settings that {@code configuration} holds. */
    public static WriterSettings from(Configuration configuration) {
        return new WriterSettings(
                configuration.get(PROTOCOL),
                Duration.ofMillis(Math.round(configuration.get(FLUSH_INTERVAL_SECONDS) * 1_000)),
                Math.min(configuration.get(BUFFER_SIZE_BYTES), configuration.get(MAX_PAYLOAD_SIZE_BYTES)),
                QUEUED_CHUNKS_LIMIT,
                QUEUED_SPANS_LIMIT);
    }
}
