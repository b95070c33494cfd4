/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.TraceInterceptor;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's interceptors by priority. Thread-safe. */
final class TraceInterceptors {
    private static final Logger LOG = LoggerFactory.getLogger(TraceInterceptors.class);

    private final TraceInterceptor[] ascending;

    /** Of several interceptors with the same priority only the first one is used. */
    TraceInterceptors(List<? extends TraceInterceptor> interceptors) {
        TreeMap<Integer, TraceInterceptor> byPriority = new TreeMap<>();
        for (TraceInterceptor interceptor : interceptors) {
            try {
                add(interceptor, interceptor.priority(), byPriority);
            } catch (Throwable failure) {
                record(interceptor, failure);
            }
        }
        ascending = byPriority.values().toArray(TraceInterceptor[]::new);
    }

    private static void add(TraceInterceptor interceptor, int priority, Map<Integer, TraceInterceptor> byPriority) {
        TraceInterceptor other = byPriority.putIfAbsent(priority, interceptor);
        if (other != null) {
            LOG.warn(
                    "The trace interceptor {} is not used: {} has the same priority, {}.",
                    interceptor.getClass().getName(),
                    other.getClass().getName(),
                    priority);
        }
    }

    /** The spans of {@code chunk} that are to be sent, in the same order; {@code chunk} itself when these are all. */
    List<CoreSpan> intercept(List<CoreSpan> chunk) {
        if (ascending.length == 0) {
            return chunk;
        }
        List<CoreSpan> all = Collections.unmodifiableList(chunk);
        Collection<? extends Span> left = all;
        for (TraceInterceptor interceptor : ascending) {
            left = intercept(interceptor, left);
            if (left.isEmpty()) {
                return List.of();
            }
        }
        return left == all ? chunk : remaining(chunk, left);
    }

    private static Collection<? extends Span> intercept(
            TraceInterceptor interceptor, Collection<? extends Span> spans) {
        try {
            @Nullable Collection<? extends Span> answer = interceptor.onTraceComplete(spans);
            // A copy: what the interceptor keeps and changes later must not matter, nor may its size() lie.
            return answer == spans ? spans : answer == null ? List.of() : List.of(answer.toArray(Span[]::new));
        } catch (Throwable failure) {
            record(interceptor, failure);
            return spans;
        }
    }

    private static void record(TraceInterceptor interceptor, Throwable failure) {
        Faults.shared().record("trace.interceptor " + interceptor.getClass().getName(), failure);
    }

    /** Spans that are none of this chunk, which somebody has made up, are not sent. */
    private static List<CoreSpan> remaining(List<CoreSpan> chunk, Collection<? extends Span> left) {
        Set<Span> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(left);
        return chunk.stream().filter(wanted::contains).toList();
    }
}
