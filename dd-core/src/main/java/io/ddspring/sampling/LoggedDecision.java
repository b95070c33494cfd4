/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import io.ddspring.trace.TraceIds;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one trace so that its decision can be explained. It refers to texts and decisions that are there
 * anyway, never to a span, and nothing is put into words before somebody asks. Thread-safe without locks.
 */
public final class LoggedDecision {
    private static final int SENT = 0;
    private static final int KEPT_SINGLY = 1;
    private static final int WITHHELD = 2;
    private static final int FATES = 3;
    /** Resources can be as long as a statement; more than this does not help to recognise one. */
    private static final int LONGEST_RESOURCE = 500;

    private final long traceIdHigh;
    private final long traceIdLow;
    private final @Nullable Received received;
    private final AtomicIntegerArray spans = new AtomicIntegerArray(FATES);
    private volatile @Nullable String withheldBecause;

    // The decision is written after and read before the others, so that they are seen with it.
    private volatile @Nullable TraceDecision decision;
    private String service = "";
    private String name = "";
    private String resource = "";
    private @Nullable String env;
    private @Nullable String judged;
    private long startNanos;

    /**
     * The part of what came with the request that bears on the decision.
     *
     * @param continued whether there was a trace to continue
     */
    record Received(
            boolean continued,
            @Nullable String headerStyle,
            int priority,
            PropagationTags tags,
            @Nullable String origin,
            @Nullable String error,
            List<SpanLink> links) {
        static Received of(RemoteSpanContext context) {
            return new Received(
                    context.hasTrace(),
                    context.headerStyle(),
                    context.samplingPriority(),
                    context.propagationTags(),
                    context.origin(),
                    context.propagationError(),
                    context.links());
        }

        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("continued", continued);
            if (headerStyle != null) {
                facts.put("header-style", headerStyle);
            }
            if (priority != SamplingPriority.UNSET) {
                facts.put("priority", priority);
            }
            tags.forEach(facts::put);
            if (origin != null) {
                facts.put("origin", origin);
            }
            if (error != null) {
                facts.put("error", error);
            }
            if (!links.isEmpty()) {
                facts.put("links", links.stream().map(Received::link).toList());
            }
            return facts;
        }

        /** What could not be continued, and why, which is among the attributes. */
        private static Map<String, Object> link(SpanLink link) {
            Map<String, Object> facts = new TreeMap<>(link.attributes());
            facts.put("trace-id", TraceIds.toHex(link.traceIdHigh(), link.traceIdLow()));
            facts.put("span-id", TraceIds.toHex(link.spanId()));
            return facts;
        }
    }

    /**
     * A trace about which nothing is known yet.
     *
     * @param remote what came with the request; null when nothing did
     */
    public LoggedDecision(long traceIdHigh, long traceIdLow, @Nullable RemoteSpanContext remote) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.received = remote == null ? null : Received.of(remote);
    }

    /**
     * Remembers what holds now.
     *
     * @param root the first span of the trace in this process
     * @param judgedResource resource of {@code root} when the sampler was asked; null when it was not
     */
    public void update(SpanData root, TraceDecision present, @Nullable String judgedResource) {
        judged = judgedResource;
        service = root.serviceName();
        name = root.operationName();
        resource = shortened(root.resourceName());
        env = root.tag(Tags.ENV);
        startNanos = root.startNanos();
        decision = present;
    }

    /** Counts spans that were handed to the writer. */
    public void sent(int keptSingly, int others) {
        spans.addAndGet(SENT, keptSingly + others);
        spans.addAndGet(KEPT_SINGLY, keptSingly);
    }

    /**
     * Counts spans that were not handed to the writer.
     *
     * @param reason why, for people
     */
    public void withheld(String reason, int count) {
        spans.addAndGet(WITHHELD, count);
        withheldBecause = reason;
    }

    boolean isOf(long idHigh, long idLow) {
        return traceIdHigh == idHigh && traceIdLow == idLow;
    }

    boolean isOf(long idLow) {
        return traceIdLow == idLow;
    }

    /** Why the trace was kept or dropped, null when that is not known yet; texts, numbers, booleans, and lists and maps of these. */
    @Nullable
    Map<String, Object> explanation() {
        TraceDecision present = decision;
        if (present == null) {
            return null;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("trace-id", TraceIds.toHex(traceIdHigh, traceIdLow));
        facts.put("start", Instant.EPOCH.plusNanos(startNanos).toString());
        facts.put("root", root());
        facts.putAll(DecisionExplanation.of(present, received == null ? PropagationTags.EMPTY : received.tags));
        String judgedResource = judged;
        if (judgedResource != null && !shortened(judgedResource).equals(resource)) {
            facts.put("resource-when-decided", shortened(judgedResource));
        }
        if (received != null) {
            facts.put("incoming", received.facts());
        }
        facts.put("spans", fates());
        return facts;
    }

    private Map<String, Object> root() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("service", service);
        root.put("name", name);
        root.put("resource", resource);
        if (env != null) {
            root.put("env", env);
        }
        return root;
    }

    private Map<String, Object> fates() {
        Map<String, Object> fates = new LinkedHashMap<>();
        fates.put("sent", spans.get(SENT));
        fates.put("kept-singly", spans.get(KEPT_SINGLY));
        fates.put("dropped-before-sending", spans.get(WITHHELD));
        if (withheldBecause != null) {
            fates.put("dropped-because", withheldBecause);
        }
        return fates;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_RESOURCE ? text : text.substring(0, LONGEST_RESOURCE) + "…";
    }
}
