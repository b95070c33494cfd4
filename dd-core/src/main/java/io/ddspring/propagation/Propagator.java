/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a span's context into the headers of a message and reads it back on the other side. Thread-safe. Nothing that a
 * message contains makes it throw: what is malformed counts as absent. What the carrier's accessor throws may come through.
 */
public interface Propagator {
    /**
     * Writes {@code context} into {@code carrier}, replacing what its headers said before. Takes the sampling decision
     * if there is none yet.
     */
    <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter);

    /** What {@code carrier} says; null when it says nothing. */
    <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter);

    /** Names of all headers that injection may write. */
    List<String> fields();
}
