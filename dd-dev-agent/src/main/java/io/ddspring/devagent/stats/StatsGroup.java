/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

/** Counts and durations of spans that have a key in common. Not thread-safe. */
final class StatsGroup {
    private final DurationSketch durations = new DurationSketch();
    private long hits;
    private long errors;
    private long topLevelHits;
    private long durationNanos;

    void addCounts(long moreHits, long moreErrors, long moreTopLevelHits, long moreNanos) {
        hits += moreHits;
        errors += moreErrors;
        topLevelHits += moreTopLevelHits;
        durationNanos += moreNanos;
    }

    void add(StatsGroup other) {
        addCounts(other.hits, other.errors, other.topLevelHits, other.durationNanos);
        durations.add(other.durations);
    }

    DurationSketch durations() {
        return durations;
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
}
