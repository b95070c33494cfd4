/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import io.ddspring.trace.Span;
import org.jspecify.annotations.Nullable;

/** The span of the run of a scheduled task, so that nobody else starts one for it. */
public final class ScheduledSpan {
    /** Where the context of the run keeps it. */
    public static final ContextKey<Span> KEY = ContextKey.named("scheduled-span");

    private ScheduledSpan() {}

    /** The active span of the calling thread if it is that of a run; else null. */
    public static @Nullable Span active() {
        Context current = Context.current();
        Span run = current.get(KEY);
        return run == null || Span.from(current) != run ? null : run;
    }
}
