/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.metrics.Faults;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.dogstatsd.DogStatsDAddress.Transport;
import io.ddspring.metrics.dogstatsd.DogStatsDSettings.Destination;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client that outlives its connections. Calls before the first connection, between two and after {@link #pause()} are
 * kept, up to the size of the queue, and sent when there is one. Somebody has to {@linkplain #tend() tend} it: calls of
 * the application never connect. Thread-safe.
 */
final class DogStatsD extends GuardedClient {
    private static final Logger LOG = LoggerFactory.getLogger(DogStatsD.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int ATTEMPTS = 20;
    /** How long somebody who ends it waits for a name to be looked up. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DogStatsDSettings settings;
    private final Supplier<AgentOffer> agent;
    private final Capabilities capabilities;
    private final BooleanSupplier mayConnect;
    private final Runnable onFirstCall;
    private final LongSupplier nanoTime;
    private final LongAdder lostCalls = new LongAdder();
    private final LongAdder lostFromQueue = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicBoolean warned = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock();
    // All below are written under the lock, except when closing does not get it.
    private volatile EarlyMetrics early;
    private volatile StatsDClient target;
    private volatile @Nullable Destination destination;
    private volatile @Nullable StatsDConnection connection;
    private volatile @Nullable String lastError;
    /** Whether somebody else than the reporting of metrics called since it was tended first or paused. */
    private volatile boolean called;

    private int failedAttempts;
    private long lastAttemptNanos;
    private volatile boolean closed;

    /**
     * A client without a connection.
     *
     * @param agent tells what the Agent says at present
     * @param mayConnect asked before there is a connection; once it says no, {@link #pause()} or {@link #close()} follows
     * @param onFirstCall told, on the caller's thread, when something waits for a connection
     * @param nanoTime monotonic time
     */
    DogStatsD(
            DogStatsDSettings settings,
            Supplier<AgentOffer> agent,
            Capabilities capabilities,
            BooleanSupplier mayConnect,
            Runnable onFirstCall,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.agent = agent;
        this.capabilities = capabilities;
        this.mayConnect = mayConnect;
        this.onFirstCall = onFirstCall;
        this.nanoTime = nanoTime;
        this.early = new EarlyMetrics(settings.queueSize(), onFirstCall, lostCalls);
        this.target = early;
    }

    /** Whether there were calls while there was no connection, which is what an application's first call finds. */
    boolean isInUse() {
        return called || !early.isEmpty();
    }

    /** Whether metrics are sent. */
    boolean isConnected() {
        return connection != null;
    }

    /** Whether the Agent knows by itself where packets come from. */
    boolean knowsOrigin() {
        Destination present = destination;
        return connection != null
                && present != null
                && present.address() != null
                && present.address().transport() == Transport.UNIX_SOCKET;
    }

    /** Connects if that is due, follows the Agent to another port, and sends what waits. Looks up names. */
    void tend() {
        lock.lock();
        try {
            if (!closed && mayConnect.getAsBoolean()) {
                connectAndReplay();
                if (!mayConnect.getAsBoolean()) {
                    // Whoever paused it meanwhile did not wait for the connection.
                    forgetConnection();
                    if (closed) {
                        sendNothing();
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void connectAndReplay() {
        Destination wanted = settings.destination(agent.get(), Files::exists, capabilities);
        if (!wanted.equals(destination)) {
            moveTo(wanted);
        }
        connectIfDue(wanted);
    }

    private void moveTo(Destination wanted) {
        disconnect();
        destination = wanted;
        failedAttempts = 0;
        if (wanted.address() == null) {
            warnOnce(wanted.note());
            sendNothing();
        }
    }

    private void connectIfDue(Destination wanted) {
        DogStatsDAddress address = wanted.address();
        long now = nanoTime.getAsLong();
        boolean due = failedAttempts == 0 || now - lastAttemptNanos >= RETRY_NANOS;
        if (address == null || connection != null || failedAttempts >= ATTEMPTS || !due) {
            return;
        }
        lastAttemptNanos = now;
        try {
            StatsDConnection opened = StatsDConnection.open(settings, address, new Losses(lostFromQueue, this::failed));
            connection = opened;
            called |= !early.isEmpty();
            early.handOverTo(opened);
            target = opened;
            failedAttempts = 0;
        } catch (RuntimeException | LinkageError failure) {
            failedAttempts++;
            lastError = describe(failure);
            warnOnce("cannot connect to " + address + ": " + lastError);
            if (failedAttempts == ATTEMPTS) {
                sendNothing();
            }
        }
    }

    private void sendNothing() {
        target = NOOP;
        early.giveUp();
    }

    private void failed(Exception failure) {
        errors.increment();
        lastError = describe(failure);
        warnOnce("something could not be sent: " + lastError);
    }

    private void warnOnce(String problem) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn("DogStatsD: {}. Further problems are only counted, see /actuator/datadog/metrics", problem);
        }
    }

    private static String describe(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.toString();
    }

    /** Keeps calls from now on. What the connection had is sent first. */
    private void disconnect() {
        StatsDConnection ended = connection;
        if (target != early) {
            early = new EarlyMetrics(settings.queueSize(), onFirstCall, lostCalls);
            target = early;
        }
        connection = null;
        if (ended != null) {
            ended.close();
        }
    }

    private void forgetConnection() {
        disconnect();
        destination = null;
        called = false;
    }

    /** Closes the connection, which ends its threads, until it is tended again. */
    void pause() {
        whenNotConnecting(this::forgetConnection);
    }

    @Override
    public void close() {
        whenNotConnecting(() -> {
            if (!early.isEmpty()) {
                connectAndReplay();
            }
            forgetConnection();
        });
        closed = true;
        sendNothing();
    }

    /** Ends in bounded time also when the thread is interrupted, which is when no thread may be left above all. */
    private void whenNotConnecting(Runnable end) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        runLocked(end);
                    }
                    return;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void runLocked(Runnable end) {
        try {
            if (!closed) {
                end.run();
            }
        } catch (Throwable failure) {
            Faults.shared().record("dogstatsd.end", failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    StatsDClient target() {
        return target;
    }

    /** Where metrics go and how that works out, for people. */
    Map<String, Object> status() {
        Destination present = destination;
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("state", state(present));
        if (present != null && present.address() != null) {
            status.put("url", present.address().url());
        }
        if (present != null && !present.note().isEmpty()) {
            status.put("note", present.note());
        }
        status.put("errors", errors.sum());
        status.put("lost-before-connection", lostCalls.sum());
        status.put("lost-queue", lostFromQueue.sum());
        String error = lastError;
        if (error != null) {
            status.put("last-error", error);
        }
        return status;
    }

    private String state(@Nullable Destination present) {
        if (connection != null) {
            return "sending";
        }
        if (present != null && present.address() == null) {
            return "off";
        }
        return target == early ? "waiting" : "ended";
    }
}
