/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.vendor.statsd.BufferPool;
import io.ddspring.vendor.statsd.NonBlockingStatsDClient;
import io.ddspring.vendor.statsd.NonBlockingStatsDClientBuilder;
import io.ddspring.vendor.statsd.StatsDClientErrorHandler;
import io.ddspring.vendor.statsd.StatsDProcessor;
import io.ddspring.vendor.statsd.StatsDSender;
import io.ddspring.vendor.statsd.WaitingProcessor;
import io.ddspring.vendor.statsd.WaitingSender;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;

/**
 * Datadog's client, which either blocks its callers when its queue is full and sends everything before it stops, or does
 * neither, and whose threads never sleep for long. This one does not block, sends what it can within a few seconds before
 * it stops, and sleeps while there is nothing to do.
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
        return new WaitingProcessor(
                queueSize,
                handler,
                // Called by the constructor above, before there could be a field of this class.
                ((Losses) handler).fromQueue,
                maxPacketSizeBytes,
                bufferPoolSize,
                workers,
                aggregationFlushInterval,
                aggregationShards,
                threadFactory);
    }

    @Override
    protected StatsDSender createSender(
            StatsDClientErrorHandler handler,
            WritableByteChannel clientChannel,
            BufferPool pool,
            BlockingQueue<ByteBuffer> buffers,
            int senderWorkers,
            ThreadFactory threadFactory) {
        return new WaitingSender(clientChannel, handler, pool, buffers, threadFactory);
    }

    /** Builds such clients. */
    static final class Builder extends NonBlockingStatsDClientBuilder {
        Builder(Losses losses) {
            errorHandler(losses);
            // The client's word for delivering what waits before it stops.
            blocking(true);
        }

        @Override
        public NonBlockingStatsDClient build() {
            return new DeliveringClient(resolve());
        }
    }
}
