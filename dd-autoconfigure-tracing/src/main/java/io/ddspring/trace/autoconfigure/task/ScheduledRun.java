/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import io.ddspring.trace.Span;
import io.ddspring.trace.autoconfigure.spi.ScheduledSpan;
import java.util.concurrent.atomic.AtomicInteger;

/** One run of a scheduled task; its span ends when everybody who takes part in the run has left it. Thread-safe. */
final class ScheduledRun {
    static final ContextKey<ScheduledRun> KEY = ContextKey.named("scheduled-run");

    private final Span span;
    private final Context context;
    private final AtomicInteger participants = new AtomicInteger(1);

    ScheduledRun(Span span) {
        this.span = span;
        this.context =
                Context.root().with(KEY, this).with(ScheduledSpan.KEY, span).with(Span.CONTEXT_KEY, span);
    }

    /** The context in which the run takes place. */
    Context context() {
        return context;
    }

    /** Joins the run; to be called by someone who takes part in it and starts something that will outlast it. */
    void join() {
        participants.incrementAndGet();
    }

    void leave() {
        if (participants.decrementAndGet() == 0) {
            span.finish();
        }
    }

    void failed(Throwable failure) {
        span.recordError(failure);
    }
}
