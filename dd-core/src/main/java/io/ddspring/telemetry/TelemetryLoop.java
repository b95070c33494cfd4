/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.TelemetrySender.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is reported when: the start, once, before anything else; then with every heartbeat what is new; now and then
 * everything again; the end. What could not be delivered is sent once more with the next heartbeat. Used by one thread.
 */
final class TelemetryLoop {
    /** Bytes from which on a request takes no more; a body must have less than 5,000,000. */
    private static final int REQUEST_BYTES = 5 * 1024 * 1024 * 3 / 4;

    private static final int REQUESTS_PER_TICK = 3;
    /** What waits beyond this is lost: the oldest, as the newest tells more. */
    private static final int WAITING_BYTES = 4 * REQUEST_BYTES;

    private final TelemetryRequests requests;
    private final TelemetrySender sender;
    private final Supplier<TelemetryMessage> start;
    private final Supplier<TelemetryMessage> everything;
    private final List<TelemetrySource> sources;
    private final long extendedNanos;
    private final List<TelemetryMessage> waiting = new ArrayList<>();
    private List<TelemetryMessage> failed = List.of();
    private boolean started;
    private long lastExtendedNanos;

    /**
     * @param start makes the first message
     * @param everything makes the message that repeats everything
     * @param sources in the order in which their messages stand in a request
     * @param extendedHeartbeat between two messages with everything
     */
    TelemetryLoop(
            TelemetryRequests requests,
            TelemetrySender sender,
            Supplier<TelemetryMessage> start,
            Supplier<TelemetryMessage> everything,
            List<TelemetrySource> sources,
            Duration extendedHeartbeat) {
        this.requests = requests;
        this.sender = sender;
        this.start = start;
        this.everything = everything;
        this.sources = List.copyOf(sources);
        this.extendedNanos = extendedHeartbeat.toNanos();
    }

    /** Whether the start was reported. */
    boolean isStarted() {
        return started;
    }

    /**
     * Reports the start, unless it was, and at once what is known by then.
     *
     * @return whether the start is reported now
     */
    boolean start(long nowNanos) {
        if (!started && sender.send(requests.single(start.get())) == Outcome.DELIVERED) {
            started = true;
            lastExtendedNanos = nowNanos;
            heartbeat(nowNanos);
        }
        return started;
    }

    /** Reports what is new; only after the start was. */
    void heartbeat(long nowNanos) {
        if (nowNanos - lastExtendedNanos >= extendedNanos
                && sender.send(requests.single(everything.get())) == Outcome.DELIVERED) {
            lastExtendedNanos = nowNanos;
        }
        collect();
        boolean retry = !failed.isEmpty();
        if (retry && send(failed) == Outcome.FAILED) {
            // Once is enough: the Agent is away, and what is new is worth more.
            failed = List.of();
            return;
        }
        failed = List.of();
        if (waiting.isEmpty()) {
            if (!retry) {
                sender.send(requests.single(TelemetryMessage.of(TelemetryType.HEARTBEAT)));
            }
            return;
        }
        for (int request = 0; request < REQUESTS_PER_TICK && !waiting.isEmpty(); request++) {
            List<TelemetryMessage> next = takeNext();
            if (request == 0) {
                next.add(0, TelemetryMessage.of(TelemetryType.HEARTBEAT));
            }
            if (send(next) == Outcome.FAILED) {
                failed = next;
                return;
            }
        }
    }

    /** Reports what is left and the end, if the start was reported. */
    void end(long nowNanos) {
        if (started) {
            heartbeat(nowNanos);
            sender.send(requests.single(TelemetryMessage.of(TelemetryType.CLOSING)));
        }
    }

    private Outcome send(List<TelemetryMessage> messages) {
        return sender.send(requests.batch(messages));
    }

    private void collect() {
        for (TelemetrySource source : sources) {
            try {
                waiting.addAll(source.takeNew());
            } catch (Throwable failure) {
                Faults.shared().record("telemetry." + source.getClass().getSimpleName(), failure);
            }
        }
        long bytes = waiting.stream().mapToLong(TelemetryMessage::sizeBytes).sum();
        while (bytes > WAITING_BYTES) {
            bytes -= waiting.remove(0).sizeBytes();
        }
    }

    private List<TelemetryMessage> takeNext() {
        List<TelemetryMessage> next = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && (next.isEmpty() || bytes + waiting.get(0).sizeBytes() <= REQUEST_BYTES)) {
            TelemetryMessage message = waiting.remove(0);
            bytes += message.sizeBytes();
            next.add(message);
        }
        return next;
    }
}
