/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.record.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Answers the console's questions about traces. */
final class TraceApi {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final String NUMBER = "[0-9]{1,6}";
    private static final String TRACE = "/api/traces/";

    private final TraceStore traces;
    private final Problems problems;

    TraceApi(TraceStore traces, Problems problems) {
        this.traces = traces;
        this.problems = problems;
    }

    /** The list, newest first. */
    Reply list(Request request) {
        Map<String, String> parameters = request.parameters();
        String limit = parameters.getOrDefault("limit", String.valueOf(DEFAULT_LIMIT));
        String offset = parameters.getOrDefault("offset", "0");
        if (!limit.matches(NUMBER) || !offset.matches(NUMBER)) {
            return Reply.text(400, "limit and offset must be numbers, limit at most " + MAX_LIMIT + "\n");
        }
        List<StoredTrace> all = traces.newestFirst();
        TraceQuery query = TraceQuery.of(parameters.getOrDefault("service", ""), parameters.getOrDefault("q", ""));
        List<StoredTrace> matching = all.stream().filter(query).toList();
        List<StoredTrace> page = matching.stream()
                .skip(Integer.parseInt(offset))
                .limit(Math.min(Integer.parseInt(limit), MAX_LIMIT))
                .toList();
        Set<String> services = new TreeSet<>();
        all.stream().map(StoredTrace::services).distinct().forEach(services::addAll);
        return Reply.json(TraceListJson.write(
                page,
                new TraceListJson.Totals(
                        all.size(), matching.size(), traces.evictedCount(), problems.count(), services)));
    }

    /** One trace with its spans. */
    Reply one(Request request) {
        String id = request.path().substring(TRACE.length());
        return parse(id)
                .flatMap(traces::find)
                .filter(trace -> id.length() <= 16
                        || trace.traceIdHigh() == 0
                        || trace.idHex().equals(id))
                .map(trace -> Reply.json(TraceJson.write(trace)))
                .orElseGet(() -> Reply.text(404, "no such trace\n"));
    }

    /** The lower 64 bits of an id of 16 or 32 hexadecimal digits. */
    private static Optional<Long> parse(String id) {
        return id.matches("([0-9a-f]{16}){1,2}")
                ? Optional.of(Long.parseUnsignedLong(id.substring(id.length() - 16), 16))
                : Optional.empty();
    }
}
