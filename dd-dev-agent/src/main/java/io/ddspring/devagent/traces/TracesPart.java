/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.CountedSpan;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Traces: {@code /v0.3/traces}, {@code /v0.4/traces}, {@code /v0.5/traces}; {@code /api/traces} and {@code /api/map}.
 */
public final class TracesPart implements Part {
    private final TraceStore traces;
    private final Problems problems;
    private final TraceProblems traceProblems;
    private final RestingTraces resting;
    private final TraceKeeper keeper;

    /**
     * A part without traces.
     *
     * @param maxTraces how many it keeps
     * @param maxBytes size of all that it keeps, as they were sent
     * @param clock tells when a trace has rested
     * @param counted gets the spans of tracers that compute no statistics themselves
     */
    public TracesPart(
            int maxTraces, long maxBytes, Clock clock, Problems problems, Consumer<List<CountedSpan>> counted) {
        this.traces = new TraceStore(maxTraces, maxBytes);
        this.problems = problems;
        this.traceProblems = new TraceProblems(problems);
        this.resting = new RestingTraces(traces, traceProblems, clock, maxTraces);
        this.keeper = new TraceKeeper(traces, traceProblems, resting, problems, counted);
    }

    @Override
    public String topic() {
        return "traces";
    }

    @Override
    public void addTo(Routes routes) {
        problems.addSource(resting::judge);
        TraceIntake maps = new TraceIntake(PayloadDecoder::decode, keeper, problems);
        TraceApi api = new TraceApi(traces, problems);
        routes.intake("/v0.3/traces", maps)
                .intake("/v0.4/traces", maps)
                .intake("/v0.5/traces", new TraceIntake(StringTableDecoder::decode, keeper, problems))
                .get("/api/traces", api::list)
                .delete("/api/traces", this::clear)
                .get("/api/traces/", api::one)
                .get("/api/map", new ServiceMap(traces)::answer);
    }

    @Override
    public void clear() {
        traces.clear();
        traceProblems.clear();
        resting.clear();
    }
}
