/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.util.List;

/** The statistics of one group of spans. Confined to the thread that aggregates, then to the encoder. */
final class Aggregate {
    private final AggregateKey key;
    private final LatencySketch okDurations = new LatencySketch();
    private final LatencySketch errorDurations = new LatencySketch();
    private long hits;
    private long errors;
    private long topLevelHits;
    private long durationNanos;

    Aggregate(AggregateKey key) {
        this.key = key;
    }

    void add(long spanDurationNanos, boolean error, boolean topLevel) {
        hits++;
        durationNanos += spanDurationNanos;
        if (topLevel) {
            topLevelHits++;
        }
        if (error) {
            errors++;
            errorDurations.add(spanDurationNanos);
        } else {
            okDurations.add(spanDurationNanos);
        }
    }

    AggregateKey key() {
        return key;
    }

    /** Spans that are counted in any of {@code aggregates}. */
    static long hits(List<Aggregate> aggregates) {
        return aggregates.stream().mapToLong(Aggregate::hits).sum();
    }

    /** Number of intervals that {@code aggregates} belong to. */
    static long buckets(List<Aggregate> aggregates) {
        return aggregates.stream()
                .mapToLong(aggregate -> aggregate.key.bucketStartNanos)
                .distinct()
                .count();
    }

    long hits() {
        return hits;
    }

    long errors() {
        return errors;
    }

    long topLevelHits() {
        return topLevelHits;
    }

    long durationNanos() {
        return durationNanos;
    }

    LatencySketch okDurations() {
        return okDurations;
    }

    LatencySketch errorDurations() {
        return errorDurations;
    }
}
