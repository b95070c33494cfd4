/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.time.Duration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Starts delivery before anything else of the application starts and flushes after everything else has stopped. */
final class TracerLifecycle implements SmartLifecycle {
    /** Lower phases start earlier and stop later; some room is left below for others. */
    static final int PHASE = Integer.MIN_VALUE + 1000;

    private static final Duration FLUSH_BUDGET = Duration.ofSeconds(2);

    private final CoreTracer tracer;
    private final TraceWriter writer;
    private final ConfigurableApplicationContext context;
    private volatile boolean running;

    TracerLifecycle(CoreTracer tracer, TraceWriter writer, ConfigurableApplicationContext context) {
        this.tracer = tracer;
        this.writer = writer;
        this.context = context;
        if (writer instanceof AgentTraceWriter agentWriter) {
            agentWriter.addTask(tracer::completeDueSegments);
        }
    }

    @Override
    public void start() {
        writer.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!context.isClosed() && writer instanceof AgentTraceWriter agentWriter) {
            // The context goes on: the process is about to be checkpointed and must hold neither thread nor socket.
            agentWriter.stop(FLUSH_BUDGET);
        } else {
            tracer.flush(FLUSH_BUDGET);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
