/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;

/** Traces: {@code /v0.3/traces}, {@code /v0.4/traces}; {@code /api/traces}. */
public final class TracesPart implements Part {
    private final TraceStore traces;
    private final Problems problems;

    /**
     * A part without traces.
     *
     * @param maxTraces how many it keeps
     * @param maxBytes size of all that it keeps, as they were sent
     */
    public TracesPart(int maxTraces, long maxBytes, Problems problems) {
        this.traces = new TraceStore(maxTraces, maxBytes);
        this.problems = problems;
    }

    @Override
    public String topic() {
        return "traces";
    }

    @Override
    public void addTo(Routes routes) {
        TraceIntake intake = new TraceIntake(traces, problems);
        TraceApi api = new TraceApi(traces, problems);
        routes.intake("/v0.3/traces", intake)
                .intake("/v0.4/traces", intake)
                .api("/api/traces", api::list)
                .api("/api/traces/", api::one);
    }

    @Override
    public void clear() {
        traces.clear();
    }
}
