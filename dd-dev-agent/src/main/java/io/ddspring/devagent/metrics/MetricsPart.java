/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;

/** Metrics of DogStatsD, lines in the body at {@value #PATH}; {@code /api/metrics}. Thread-safe. */
public final class MetricsPart implements Part {
    /** Where an Agent takes by HTTP what otherwise comes as datagrams. */
    public static final String PATH = "/dogstatsd/v2/proxy";

    private static final int MAX_SHOWN_CHARS = 200;

    private final MetricStore store = new MetricStore();
    private final Problems problems;
    private final Clock clock;
    private final int port;

    /** @param port where datagrams are taken, for the console; 0 for nowhere */
    public MetricsPart(Problems problems, Clock clock, int port) {
        this.problems = problems;
        this.clock = clock;
        this.port = port;
    }

    @Override
    public String topic() {
        return "metrics";
    }

    @Override
    public void addTo(Routes routes) {
        routes.intake(PATH, this::take)
                .get("/api/metrics", request -> Reply.json(store.json(port)))
                .delete("/api/metrics", this::clear);
    }

    private Reply take(Payload payload) {
        byte[] body = payload.body();
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                if (i > start) {
                    takeLine(payload, Arrays.copyOfRange(body, start, i));
                }
                start = i + 1;
            }
        }
        return Reply.text(200, "");
    }

    private void takeLine(Payload payload, byte[] line) {
        try {
            store.add(LineParser.parse(line), clock.millis());
        } catch (MalformedPayloadException malformed) {
            String text = new String(line, StandardCharsets.UTF_8);
            String shown = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text;
            problems.add(payload.toString(), malformed.getMessage() + ": " + shown);
        }
    }

    @Override
    public void clear() {
        store.clear();
    }
}
