/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group while it is decoded, as it was sent. Confined to its decoder. */
final class GroupFields {
    private static final int MAX_SHOWN_CHARS = 60;

    private final Map<String, String> problems;
    String name = "";
    String service = "";
    String resource = "";
    String type = "";
    String kind = "";
    int status;
    long hits;
    long errors;
    long topLevelHits;
    long durationNanos;
    byte @Nullable [] okSummary;
    byte @Nullable [] errorSummary;

    /** @param problems gets by their kind, once each, what is wrong */
    GroupFields(Map<String, String> problems) {
        this.problems = problems;
    }

    StatsKey key() {
        return new StatsKey(service, name, resource, type, kind, status);
    }

    /** What was counted; notes what cannot be. */
    StatsGroup group() {
        StatsGroup group = new StatsGroup();
        group.addCounts(hits, errors, topLevelHits, durationNanos);
        if (hits < 0 || errors < 0 || topLevelHits < 0 || durationNanos < 0 || errors > hits || topLevelHits > hits) {
            problem(
                    "counts",
                    "Hits " + hits + ", Errors " + errors + ", TopLevelHits " + topLevelHits + " and Duration "
                            + durationNanos + " contradict each other");
        }
        double ok = add(group, "OkSummary", okSummary);
        double failed = add(group, "ErrorSummary", errorSummary);
        if (ok >= 0 && failed >= 0 && (Math.round(ok + failed) != hits || Math.round(failed) != errors)) {
            problem(
                    "summaries",
                    "Hits " + hits + " and Errors " + errors + ", but the summaries count " + Math.round(ok)
                            + " and, of errors, " + Math.round(failed));
        }
        return group;
    }

    /** How many durations the summary has, -1 when it cannot be read. */
    private double add(StatsGroup group, String field, byte @Nullable [] summary) {
        if (summary == null) {
            problem(field, field + " is missing");
            return -1;
        }
        try {
            DurationSketch sketch = SketchDecoder.decode(summary);
            group.durations().add(sketch);
            return sketch.count();
        } catch (MalformedPayloadException e) {
            problem(field, field + ": " + e.getMessage());
            return -1;
        }
    }

    private void problem(String problemKind, String reason) {
        String shown = resource.length() > MAX_SHOWN_CHARS ? resource.substring(0, MAX_SHOWN_CHARS) + "…" : resource;
        problems.putIfAbsent(problemKind, "group " + shown + ": " + reason);
    }
}
