/* SPDX-License-Identifier: Apache-2.0 */
package com.timgroup.statsd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/**
 * Sends packets like the client's own sender, but sleeps while there are none instead of looking every 10 ms, and ends in
 * bounded time. Has one thread. Begins when the client starts its workers and ends with {@link #shutdown}.
 */
public final class WaitingSender extends StatsDSender {
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final WritableByteChannel channel;
    private final StatsDClientErrorHandler handler;
    private final BufferPool pool;
    private final BlockingQueue<ByteBuffer> packets;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * A sender that has not begun.
     *
     * @param handler told what could not be sent; must not throw
     * @param pool where packets go afterwards
     * @param packets what is to be sent
     */
    public WaitingSender(
            WritableByteChannel channel,
            StatsDClientErrorHandler handler,
            BufferPool pool,
            BlockingQueue<ByteBuffer> packets,
            ThreadFactory threadFactory) {
        super(channel, handler, pool, packets, 1, threadFactory);
        this.channel = channel;
        this.handler = handler;
        this.pool = pool;
        this.packets = packets;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // an empty packet is equal to the end
    void sendLoop() {
        try {
            for (ByteBuffer packet = packets.take(); packet != END; packet = packets.take()) {
                if (packet.position() > 0) {
                    send(packet);
                }
                packet.clear();
                pool.put(packet);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void send(ByteBuffer packet) {
        packet.flip();
        int bytes = packet.remaining();
        try {
            int sent = channel.write(packet);
            if (sent != bytes) {
                throw new IOException("sent only " + sent + " of " + bytes + " bytes to " + channel);
            }
        } catch (Exception failure) {
            handler.handle(failure);
        }
    }

    /**
     * Ends within a second. The interrupt flag of the calling thread stays as it is.
     *
     * @param blocking whether the packets that wait are sent before, unless that takes longer
     */
    @Override
    void shutdown(boolean blocking) {
        if (blocking && packets.offer(END)) {
            WaitingProcessor.ends(ended);
        }
        for (Thread worker : workers) {
            if (worker != null) {
                worker.interrupt();
            }
        }
    }
}
