/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.CountedSpan;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import java.util.List;

/** Statistics of spans: {@code /v0.6/stats}; {@code /api/stats}. */
public final class StatsPart implements Part {
    private static final long MAX_BYTES = 4L * 1024 * 1024;
    private static final String TOPIC = "stats";

    private final StatsBuckets buckets = new StatsBuckets(MAX_BYTES);
    private final Problems problems;
    private final Runnable changed;

    /** @param changed called after spans were counted here */
    public StatsPart(Problems problems, Runnable changed) {
        this.problems = problems;
        this.changed = changed;
    }

    /** Counts spans of tracers that compute no statistics themselves. */
    public void count(List<CountedSpan> spans) {
        buckets.count(spans);
        changed.run();
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void addTo(Routes routes) {
        routes.intake("/v0.6/stats", this::take)
                .get("/api/stats", request -> Reply.json(StatsJson.write(buckets.total())))
                .delete("/api/stats", this::clear);
    }

    private Reply take(Payload payload) throws MalformedPayloadException {
        StatsDecoder.Body body = StatsDecoder.decode(payload.body());
        payload.contentTypeOtherThan("application/msgpack")
                .ifPresent(reason -> problems.add(payload.toString(), reason));
        body.problems().values().forEach(reason -> problems.add(payload.toString(), reason));
        body.buckets().forEach(buckets::add);
        return Reply.text(200, "");
    }

    @Override
    public void clear() {
        buckets.clear();
    }
}
