/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentInfo;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.trace.SpanData;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces to the Agent from one thread, {@code dd-trace-writer}, which runs from {@link #start()} to {@link #stop}
 * or {@link #close()}. Until then there is no thread, no I/O and no lookup of names.
 *
 * <p>Memory is bounded: by the queue, and by one buffer for what is encoded. What does not fit, what the Agent does not
 * take, and what comes after closing is dropped and counted in {@link TracerHealth} by its reason: {@code queue.full},
 * {@code payload.too-large}, {@code encoding.failed}, {@code agent.unreachable}, {@code agent.timeout},
 * {@code agent.invalid-response}, {@code agent.status.<status>}, {@code writer.closed}. Thread-safe.
 */
public final class AgentTraceWriter implements TraceWriter {
    static final String CLOSED = "writer.closed";
    private static final String QUEUE_FULL = "queue.full";
    private static final Duration CLOSE_BUDGET = Duration.ofSeconds(2);

    private final WriterSettings settings;
    private final AgentClient agent;
    private final TracerHealth health;
    private final DeliveryTags deliveryTags;
    private final ComputedStats stats;
    private final ChunkQueue queue;
    private final DeliveryLog log = new DeliveryLog(System::nanoTime);
    private final TraceIntake intake;
    private final List<DeliveryTask> tasks = new CopyOnWriteArrayList<>();

    private final ReentrantLock lifeCycle = new ReentrantLock();
    // Written under the lock.
    private volatile @Nullable DeliveryLoop loop;
    private volatile boolean closed;

    /** A writer that is not started and leaves statistics to the Agent. */
    AgentTraceWriter(
            WriterSettings settings,
            AgentClient agent,
            TracerHealth health,
            Consumer<Map<String, Double>> rates,
            DeliveryTags deliveryTags) {
        this(settings, agent, health, rates, deliveryTags, ComputedStats.NONE);
    }

    /** A writer that is not started, knows nothing of the process, and leaves statistics to the Agent. */
    AgentTraceWriter(
            WriterSettings settings, AgentClient agent, TracerHealth health, Consumer<Map<String, Double>> rates) {
        this(settings, agent, health, rates, DeliveryTags.none());
    }

    /**
     * A writer that is not started.
     *
     * @param agent opened and closed by the writer
     * @param rates gets the sampling rates of the Agent's answers, on the writer's thread
     * @param deliveryTags what payloads say about the process; used by the writer's thread
     * @param stats what is computed here of the same spans
     */
    public AgentTraceWriter(
            WriterSettings settings,
            AgentClient agent,
            TracerHealth health,
            Consumer<Map<String, Double>> rates,
            DeliveryTags deliveryTags,
            ComputedStats stats) {
        this.settings = settings;
        this.agent = agent;
        this.health = health;
        this.deliveryTags = deliveryTags;
        this.stats = stats;
        this.queue = new ChunkQueue(settings.queuedChunksLimit(), settings.queuedSpansLimit());
        this.intake = new TraceIntake(agent, health, rates, stats, log);
    }

    /** Has {@code task} run on the writer's thread about every 500 ms while the writer is started. */
    public void addTask(DeliveryTask task) {
        tasks.add(task);
        DeliveryLoop present = loop;
        if (present != null) {
            present.wakeUp();
        }
    }

    /** Starts the thread. Does nothing when it runs or the writer is closed. Possible again after {@link #stop}. */
    @Override
    public void start() {
        lifeCycle.lock();
        try {
            DeliveryLoop present = loop;
            if (closed || present != null) {
                return;
            }
            agent.open();
            // A loop has its own buffers: the thread of the one before may still be held by the system.
            DeliveryLoop started = new DeliveryLoop(settings, queue, agent, intake, health, tasks, deliveryTags, stats);
            started.start();
            loop = started;
        } finally {
            lifeCycle.unlock();
        }
    }

    @Override
    public void write(List<? extends SpanData> chunk) {
        try {
            if (chunk.isEmpty()) {
                return;
            }
            if (closed || !queue.offer(chunk)) {
                health.tracesRefused.increment();
                health.lost(closed ? CLOSED : QUEUE_FULL, 1, chunk.size());
                return;
            }
            health.tracesEnqueued.increment();
            DeliveryLoop present = loop;
            if (present != null) {
                if (queue.isFilling()) {
                    present.wakeUp();
                }
            } else if (closed) {
                // It came too late for the last look at the queue.
                discardQueued();
            }
        } catch (Throwable failure) {
            Faults.shared().record("writer.write", failure);
        }
    }

    @Override
    public void flush(Duration budget) {
        DeliveryLoop present = loop;
        if (present != null) {
            present.flush(budget);
        }
    }

    /**
     * Delivers what was written, at most for {@code budget}, and ends the thread. Later chunks are queued until the
     * writer is started again. Leaves no open file or socket.
     */
    public void stop(Duration budget) {
        lifeCycle.lock();
        try {
            DeliveryLoop present = loop;
            if (present != null) {
                present.stop(budget);
                loop = null;
            }
            agent.close();
        } finally {
            lifeCycle.unlock();
        }
    }

    /** Delivers what was written, within 2 seconds, and ends. */
    @Override
    public void close() {
        lifeCycle.lock();
        try {
            if (!closed) {
                closed = true;
                stop(CLOSE_BUDGET);
                discardQueued();
            }
        } finally {
            lifeCycle.unlock();
        }
    }

    /** Counts as lost what no thread will take any more. */
    private void discardQueued() {
        for (List<? extends SpanData> left = queue.poll(); left != null; left = queue.poll()) {
            health.lost(CLOSED, 1, left.size());
        }
    }

    /** What the Agent can do, as far as it is known. */
    public AgentInfo agentInfo() {
        return agent.info();
    }

    /** What went wrong last, or null when nothing did. */
    public @Nullable String lastError() {
        return log.lastError();
    }

    /** The state of delivery for people: texts and numbers by name, in a fixed order. */
    public Map<String, Object> status() {
        DeliveryLoop present = loop;
        AgentInfo info = agent.info();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("url", agent.address().url());
        status.put("running", present != null && present.isAlive());
        TraceProtocol protocol = present == null ? TraceProtocol.V04 : present.protocol();
        status.put("endpoint", "/" + protocol.endpoint(info));
        putIfKnown(status, "last-contact", log.lastContact());
        putIfKnown(status, "last-error", log.lastError());
        putIfKnown(status, "last-error-time", log.lastErrorTime());
        status.put("queued-traces", queue.chunks());
        status.put("queued-spans", queue.spans());
        status.put("agent-version", info.version());
        status.put("endpoints", List.copyOf(new TreeSet<>(info.endpoints())));
        status.put("span-events", info.spanEvents());
        status.put("span-meta-structs", info.spanMetaStructs());
        status.put("client-drop-p0s", info.clientDropP0s());
        return status;
    }

    private static void putIfKnown(Map<String, Object> status, String name, @Nullable Object value) {
        if (value != null) {
            status.put(name, value.toString());
        }
    }
}
