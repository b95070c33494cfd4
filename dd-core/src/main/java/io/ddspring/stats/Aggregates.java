/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.metrics.StatsCounters;
import io.ddspring.trace.SpanData;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups of finished spans. There is a limit of groups: beyond it the one that has not been met for longest is lost and
 * counted. Counting a span of a group that exists makes no garbage. Used by one thread.
 */
final class Aggregates {
    private final int limit;
    private final Set<String> ignoredResources;
    private final StatsCounters counters;
    private final KeyReader reader;
    private final Map<AggregateKey, Aggregate> byKey = new LinkedHashMap<>(64, 0.75f, true);
    private AggregateKey next = new AggregateKey();

    Aggregates(StatsSettings settings, StatsCounters counters) {
        this.limit = settings.aggregatesLimit();
        this.ignoredResources = settings.ignoredResources();
        this.counters = counters;
        this.reader = new KeyReader(settings);
    }

    /** See {@link KeyReader#follow}. */
    void follow(List<String> peerTagNames, List<String> spanKinds) {
        reader.follow(peerTagNames, spanKinds);
    }

    /** Counts the spans of a chunk that are to be counted; none if its local root has an ignored resource. */
    void add(List<? extends SpanData> chunk) {
        if (!ignoredResources.isEmpty() && hasIgnoredRoot(chunk)) {
            return;
        }
        for (int i = 0, size = chunk.size(); i < size; i++) {
            SpanData span = chunk.get(i);
            if (reader.isCounted(span)
                    && (ignoredResources.isEmpty() || !ignoredResources.contains(span.resourceName()))) {
                add(span);
            }
        }
    }

    private boolean hasIgnoredRoot(List<? extends SpanData> chunk) {
        for (SpanData span : chunk) {
            if (span.isLocalRoot()) {
                return ignoredResources.contains(span.resourceName());
            }
        }
        return false;
    }

    private void add(SpanData span) {
        reader.read(span, next);
        if (reader.hasCollapsed()) {
            counters.collapsedSpans.increment();
        }
        Aggregate aggregate = byKey.get(next);
        if (aggregate == null) {
            aggregate = new Aggregate(next);
            byKey.put(next, aggregate);
            next = new AggregateKey();
            if (byKey.size() > limit) {
                evictEldest();
            }
        }
        aggregate.add(span.durationNanos(), span.isError(), reader.isTopLevel());
        counters.hits.increment();
    }

    private void evictEldest() {
        Iterator<Aggregate> eldestFirst = byKey.values().iterator();
        counters.lostHits.add(eldestFirst.next().hits());
        eldestFirst.remove();
    }

    /** Takes the groups of the buckets that began before {@code bucketStartNanos}, and lets other values in. */
    List<Aggregate> takeBefore(long bucketStartNanos) {
        List<Aggregate> taken = new ArrayList<>();
        Iterator<Aggregate> all = byKey.values().iterator();
        while (all.hasNext()) {
            Aggregate aggregate = all.next();
            if (aggregate.key().bucketStartNanos < bucketStartNanos) {
                taken.add(aggregate);
                all.remove();
            }
        }
        reader.reset();
        return taken;
    }
}
