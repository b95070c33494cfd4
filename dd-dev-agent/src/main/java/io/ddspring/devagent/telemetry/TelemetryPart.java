/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;

/** Instrumentation telemetry: below {@code /telemetry/proxy/}; {@code /api/telemetry}. */
public final class TelemetryPart implements Part {
    private static final String API = "/api/telemetry";
    private static final String CONFIGURATION = "/configuration";
    private static final int MAX_LIMIT = 1000;

    private final Runtimes runtimes = new Runtimes();
    private final Sequences sequences = new Sequences();
    private final Problems problems;

    /** A part that has heard of no runtime. */
    public TelemetryPart(Problems problems) {
        this.problems = problems;
    }

    @Override
    public String topic() {
        return "telemetry";
    }

    @Override
    public void addTo(Routes routes) {
        routes.intake("/telemetry/proxy/", new TelemetryIntake(runtimes, sequences, problems))
                .get(API, request -> Reply.json(runtimes.json()))
                .delete(API, this::clear)
                .get(API + "/", this::ofRuntime)
                .get(API + "/messages", this::messages);
    }

    private Reply ofRuntime(Request request) {
        String rest = request.path().substring(API.length() + 1);
        return rest.endsWith(CONFIGURATION)
                ? runtimes.configurationJson(rest.substring(0, rest.length() - CONFIGURATION.length()))
                        .map(Reply::json)
                        .orElseGet(() -> Reply.text(404, "no such runtime\n"))
                : Reply.text(404, "only the configuration of a runtime can be asked for\n");
    }

    private Reply messages(Request request) {
        String limit = request.parameters().getOrDefault("limit", String.valueOf(MAX_LIMIT));
        return limit.matches("[0-9]{1,4}")
                ? Reply.json(runtimes.messagesJson(Integer.parseInt(limit)))
                : Reply.text(400, "limit must be a number from 0 to " + MAX_LIMIT + "\n");
    }

    /** Forgets what runtimes told, but not that they have started. */
    @Override
    public void clear() {
        runtimes.clear();
    }
}
