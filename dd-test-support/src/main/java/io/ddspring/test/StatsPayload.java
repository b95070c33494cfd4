/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A decoded body of {@code /v0.6/stats}.
 *
 * @param fields what is said of the sender, texts and the {@code Sequence}, by their names on the wire
 * @param groups the groups of all buckets, in the order of the body
 * @param problems everything an Agent would reject, repair or silently drop
 */
public record StatsPayload(Map<String, Object> fields, List<ReceivedStats> groups, List<String> problems) {
    private static final long BUCKET_NANOS = 10_000_000_000L;
    private static final Set<String> REQUIRED =
            Set.of("RuntimeID", "Sequence", "Hostname", "Service", "Env", "Version");
    private static final Set<String> REQUIRED_IN_GROUP = Set.of(
            "Name",
            "Service",
            "Resource",
            "Type",
            "HTTPStatusCode",
            "Synthetics",
            "IsTraceRoot",
            "SpanKind",
            "PeerTags",
            "Hits",
            "Errors",
            "TopLevelHits",
            "Duration");

    public StatsPayload {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
    }

    /** Decodes a body; never fails, but fills {@link #problems()}. */
    public static StatsPayload read(byte[] body) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> fields = new LinkedHashMap<>();
        List<ReceivedStats> groups = new ArrayList<>();
        try (StrictReader in = new StrictReader(body, problems)) {
            in.entries("stats", (key, place) -> {
                switch (key) {
                    case "Sequence" -> fields.put(key, in.unsigned(place));
                    case "Stats" -> in.array(place, bucket -> readBucket(in, bucket, groups));
                    case "RuntimeID",
                            "Hostname",
                            "Service",
                            "Env",
                            "Version",
                            "ProcessTags",
                            "Lang",
                            "TracerVersion",
                            "ContainerID",
                            "GitCommitSha" -> fields.put(key, in.presentText(place));
                    default -> in.unknown(place);
                }
            });
            in.end();
            requireAll(in, "stats", REQUIRED, fields);
        } catch (IOException | RuntimeException e) {
            problems.add("body: cannot be read on: " + e);
        }
        return new StatsPayload(fields, groups, problems);
    }

    /** Number of the payload. */
    public long sequence() {
        return (Long) fields.getOrDefault("Sequence", -1L);
    }

    /** Spans that are counted in any group. */
    public long hits() {
        return groups.stream().mapToLong(ReceivedStats::hits).sum();
    }

    private static int readBucket(StrictReader in, String where, List<ReceivedStats> groups) throws IOException {
        long[] start = new long[1];
        List<ReceivedStats> found = new ArrayList<>();
        in.entries(where, (key, place) -> {
            switch (key) {
                case "Start" -> start[0] = in.unsigned(place);
                case "Duration" -> {
                    if (in.unsigned(place) != BUCKET_NANOS) {
                        in.problem(place, "must be ten seconds");
                    }
                }
                case "Stats" -> found.addAll(in.array(place, group -> readGroup(in, group, start)));
                default -> in.unknown(place);
            }
        });
        if (start[0] <= 0 || start[0] % BUCKET_NANOS != 0) {
            in.problem(where, "starts at " + start[0] + ", not at full ten seconds");
        }
        groups.addAll(found);
        return found.size();
    }

    private static ReceivedStats readGroup(StrictReader in, String where, long[] bucketStart) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, ReceivedSketch> sketches = new LinkedHashMap<>();
        in.entries(where, (key, place) -> {
            switch (key) {
                case "Name", "Service", "Resource", "Type", "SpanKind" -> fields.put(key, in.presentText(place));
                case "HTTPMethod", "HTTPEndpoint", "GRPCStatusCode", "srv_src" ->
                    fields.put(key, in.presentText(place));
                case "HTTPStatusCode", "IsTraceRoot", "Hits", "Errors", "TopLevelHits", "Duration" ->
                    fields.put(key, in.unsigned(place));
                case "Synthetics" -> fields.put(key, in.bool(place));
                case "PeerTags", "AdditionalMetricTags" -> fields.put(key, in.array(place, in::presentText));
                case "OkSummary", "ErrorSummary" -> sketches.put(key, ReceivedSketch.read(in.binary(place)));
                default -> in.unknown(place);
            }
        });
        requireAll(in, where, REQUIRED_IN_GROUP, fields);
        requireAll(in, where, Set.of("OkSummary", "ErrorSummary"), sketches);
        ReceivedStats group = new ReceivedStats(
                bucketStart[0],
                fields,
                Objects.requireNonNull(sketches.get("OkSummary")),
                Objects.requireNonNull(sketches.get("ErrorSummary")));
        if (group.okDurations().count() != group.hits() - group.errors()
                || group.errorDurations().count() != group.errors()) {
            in.problem(where, "the sketches hold other numbers of spans than hits and errors say");
        }
        return group;
    }

    private static void requireAll(StrictReader in, String where, Set<String> required, Map<String, ?> fields) {
        required.stream()
                .sorted()
                .filter(name -> !fields.containsKey(name))
                .forEach(name -> in.problem(where, name + " is missing"));
    }
}
