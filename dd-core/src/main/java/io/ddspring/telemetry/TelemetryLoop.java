/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.TelemetrySender.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is reported: the start, once, before anything else; then with every heartbeat what is new; now and then everything
 * again; the end. What could not be delivered is sent once more with the next heartbeat. Used by one thread.
 */
final class TelemetryLoop {
    /** Bytes from which on a request takes no more; a body must have less than 5,000,000. */
    private static final int REQUEST_BYTES = 5 * 1024 * 1024 * 3 / 4;

    private static final int REQUESTS_PER_TICK = 3;
    /** What waits beyond this is lost: the oldest, as the newest tells more. */
    private static final int WAITING_BYTES = 4 * REQUEST_BYTES;

    private final TelemetryRequests requests;
    private final TelemetrySender sender;
    private final Supplier<List<TelemetryMessage>> start;
    private final Supplier<List<TelemetryMessage>> everything;
    private final List<TelemetrySource> sources;
    private final List<TelemetryMessage> waiting = new ArrayList<>();
    private List<TelemetryMessage> failed = List.of();
    private volatile boolean started;
    private volatile long waitingBytes;
    private boolean everythingIsDue;

    /**
     * @param start makes the first message, and what is to follow it
     * @param everything makes the messages that repeat everything
     * @param sources asked for what is new
     */
    TelemetryLoop(
            TelemetryRequests requests,
            TelemetrySender sender,
            Supplier<List<TelemetryMessage>> start,
            Supplier<List<TelemetryMessage>> everything,
            List<TelemetrySource> sources) {
        this.requests = requests;
        this.sender = sender;
        this.start = start;
        this.everything = everything;
        this.sources = List.copyOf(sources);
    }

    /** Whether the start was reported. */
    boolean isStarted() {
        return started;
    }

    /** Bytes that could not be sent yet. */
    long waitingBytes() {
        return waitingBytes;
    }

    /**
     * Reports the start, unless it was, and at once what is known by then.
     *
     * @return whether the start is reported now
     */
    boolean start() {
        if (started) {
            return true;
        }
        List<TelemetryMessage> messages = messages(start);
        if (messages.isEmpty()) {
            return false;
        }
        if (sender.send(requests.single(messages.get(0))) == Outcome.DELIVERED) {
            started = true;
            waiting.addAll(messages.subList(1, messages.size()));
            heartbeat();
        }
        return started;
    }

    /** Has the next heartbeat repeat everything, and those after it until it is delivered. */
    void repeatEverything() {
        everythingIsDue = true;
    }

    /** Reports what is new; only after the start was. */
    void heartbeat() {
        if (everythingIsDue) {
            everythingIsDue = !sendEverything();
        }
        collect();
        boolean repeated = !failed.isEmpty();
        // Once is enough: if the Agent is away, what is new is worth more.
        boolean away = repeated && sender.send(requests.batch(failed)) == Outcome.FAILED;
        failed = List.of();
        if (!away) {
            sendWaiting(repeated);
        }
        waitingBytes = sizeOf(waiting) + sizeOf(failed);
    }

    private boolean sendEverything() {
        for (TelemetryMessage message : messages(everything)) {
            if (sender.send(requests.single(message)) != Outcome.DELIVERED) {
                return false;
            }
        }
        return true;
    }

    /** None when they cannot be made: that must not keep other reports from being sent. */
    private static List<TelemetryMessage> messages(Supplier<List<TelemetryMessage>> maker) {
        try {
            return maker.get();
        } catch (Throwable failure) {
            Faults.shared().record("telemetry.whole", failure);
            return List.of();
        }
    }

    /** @param beating whether the Agent has had a heartbeat already */
    private void sendWaiting(boolean beating) {
        if (waiting.isEmpty()) {
            if (!beating) {
                sender.send(requests.single(TelemetryMessage.of(TelemetryType.HEARTBEAT)));
            }
            return;
        }
        for (int request = 0; request < REQUESTS_PER_TICK && !waiting.isEmpty(); request++) {
            List<TelemetryMessage> next = takeNext();
            if (request == 0) {
                next.add(0, TelemetryMessage.of(TelemetryType.HEARTBEAT));
            }
            if (sender.send(requests.batch(next)) == Outcome.FAILED) {
                failed = next;
                return;
            }
        }
    }

    /** Reports what is left and the end, if the start was reported. */
    void end() {
        if (started) {
            heartbeat();
            sender.send(requests.single(TelemetryMessage.of(TelemetryType.CLOSING)));
        }
    }

    private void collect() {
        for (TelemetrySource source : sources) {
            try {
                waiting.addAll(source.takeNew());
            } catch (Throwable failure) {
                Faults.shared().record("telemetry." + source.getClass().getSimpleName(), failure);
            }
        }
        long bytes = sizeOf(waiting);
        Iterator<TelemetryMessage> oldest = waiting.iterator();
        while (bytes > WAITING_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().sizeBytes();
            oldest.remove();
        }
    }

    private static long sizeOf(List<TelemetryMessage> messages) {
        return messages.stream().mapToLong(TelemetryMessage::sizeBytes).sum();
    }

    /** What has waited longest, in the order in which it stands in a request. */
    private List<TelemetryMessage> takeNext() {
        List<TelemetryMessage> next = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && (next.isEmpty() || bytes + waiting.get(0).sizeBytes() <= REQUEST_BYTES)) {
            TelemetryMessage message = waiting.remove(0);
            bytes += message.sizeBytes();
            next.add(message);
        }
        next.sort(Comparator.comparing(TelemetryMessage::type));
        return next;
    }
}
