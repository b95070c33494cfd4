/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.vendor.statsd.NonBlockingStatsDClient;
import io.ddspring.vendor.statsd.NonBlockingStatsDClientBuilder;
import io.ddspring.vendor.statsd.StatsDClientErrorHandler;
import io.ddspring.vendor.statsd.StatsDProcessor;
import java.util.concurrent.ThreadFactory;

/**
 * Datadog's client, which either blocks its callers when its queue is full and sends everything before it stops, or does
 * neither. This one does not block, but, when it is told to be blocking, sends everything before it stops.
 */
final class DeliveringClient extends NonBlockingStatsDClient {
    private DeliveringClient(NonBlockingStatsDClientBuilder builder) {
        super(builder);
    }

    @Override
    protected StatsDProcessor createProcessor(
            int queueSize,
            StatsDClientErrorHandler handler,
            int maxPacketSizeBytes,
            int bufferPoolSize,
            int workers,
            boolean blocking,
            int aggregationFlushInterval,
            int aggregationShards,
            ThreadFactory threadFactory)
            throws Exception {
        return super.createProcessor(
                queueSize,
                handler,
                maxPacketSizeBytes,
                bufferPoolSize,
                workers,
                false,
                aggregationFlushInterval,
                aggregationShards,
                threadFactory);
    }

    /** Builds such clients. */
    static final class Builder extends NonBlockingStatsDClientBuilder {
        @Override
        public NonBlockingStatsDClient build() {
            return new DeliveringClient(resolve());
        }
    }
}
