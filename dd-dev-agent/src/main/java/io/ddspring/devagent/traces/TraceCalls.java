/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the services in the spans of one trace and the calls between them.
 *
 * <p>Tracers give a call to a database or a broker the service name of what is called, {@code postgresql} or {@code kafka},
 * and say in {@code _dd.base_service} who calls. Spans below such a call may inherit the name, though they are work of the
 * caller. A call whose other side sends no spans is known by tags that name its peer. Used once, by one thread.
 */
final class TraceCalls {
    private final Map<Long, Span> byId = new HashMap<>();
    private final Set<Long> answered = new HashSet<>();
    private final Traffic traffic = new Traffic();

    private TraceCalls() {}

    static Traffic of(List<Span> spans) {
        TraceCalls calls = new TraceCalls();
        spans.forEach(span -> calls.byId.put(span.spanId(), span));
        spans.forEach(calls::addFromParent);
        spans.forEach(calls::addWorkAndCallee);
        return calls.traffic;
    }

    /** The call from the service of the parent, if that is another one; of calls within each other the innermost counts. */
    private void addFromParent(Span span) {
        Span parent = byId.get(span.parentId());
        if (parent == null || parent.spanId() == span.spanId() || consumesFrom(span) != null) {
            return;
        }
        String from = home(parent);
        String to = home(span);
        boolean crosses = !from.equals(to);
        boolean isToItself = !crosses && isCall(parent) && isKind(span, "server");
        if (crosses || isToItself || (isCall(parent) && isCall(span))) {
            answered.add(parent.spanId());
        }
        String between = namedCallee(parent);
        if ((crosses || isToItself) && !to.equals(between)) {
            traffic.addCall(between == null ? from : between, to, Traffic.Amount.of(span));
        }
    }

    private void addWorkAndCallee(Span span) {
        String home = home(span);
        String named = namedCallee(span);
        traffic.addWork(named == null ? home : named, Traffic.Amount.of(span));
        String broker = consumesFrom(span);
        if (broker != null) {
            traffic.addCall(broker, home, Traffic.Amount.of(span));
        }
        String callee = named;
        if (callee == null && isCall(span) && !answered.contains(span.spanId())) {
            callee = Peer.of(span);
        }
        if (callee != null && !callee.equals(home)) {
            traffic.addCall(home, callee, Traffic.Amount.of(span));
        }
    }

    /** The service whose process made the span. */
    private String home(Span span) {
        boolean foreignName = isCall(span) || isKind(span, "consumer") || isInherited(span);
        return foreignName ? owner(span) : span.service();
    }

    /** The called service if the span bears its name. */
    private @Nullable String namedCallee(Span span) {
        return isCall(span) && hasForeignName(span) && !isInherited(span) ? span.service() : null;
    }

    /** The service that messages come from if the span bears its name. */
    private @Nullable String consumesFrom(Span span) {
        return isKind(span, "consumer") && hasForeignName(span) && !isInherited(span) ? span.service() : null;
    }

    private boolean isInherited(Span span) {
        Span parent = byId.get(span.parentId());
        return parent != null
                && parent.spanId() != span.spanId()
                && hasForeignName(span)
                && parent.service().equals(span.service())
                && owner(parent).equals(owner(span));
    }

    private static boolean hasForeignName(Span span) {
        return !owner(span).equalsIgnoreCase(span.service());
    }

    private static String owner(Span span) {
        return span.meta().getOrDefault("_dd.base_service", span.service());
    }

    private static boolean isCall(Span span) {
        return isKind(span, "client") || isKind(span, "producer");
    }

    private static boolean isKind(Span span, String kind) {
        return kind.equals(span.meta().get("span.kind"));
    }
}
