/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.record.CountedSpan;
import io.ddspring.devagent.record.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps decoded traces, tells what is wrong with them, and has their spans counted. Thread-safe. */
final class TraceKeeper {
    private static final String COMPUTED_STATS = "Datadog-Client-Computed-Stats";

    private final TraceStore traces;
    private final TraceProblems traceProblems;
    private final RestingTraces resting;
    private final Problems problems;
    private final Consumer<List<CountedSpan>> counted;

    /** @param counted gets the spans of tracers that compute no statistics themselves */
    TraceKeeper(
            TraceStore traces,
            TraceProblems traceProblems,
            RestingTraces resting,
            Problems problems,
            Consumer<List<CountedSpan>> counted) {
        this.traces = traces;
        this.traceProblems = traceProblems;
        this.resting = resting;
        this.problems = problems;
        this.counted = counted;
    }

    void keep(Payload payload, Chunk chunk) {
        if (isKept(payload.toString(), chunk) && !isTrue(payload.header(COMPUTED_STATS))) {
            List<CountedSpan> spans = SpanCounting.counted(chunk.spans());
            if (!spans.isEmpty()) {
                counted.accept(spans);
            }
        }
    }

    /** Tells what is wrong with traces that are whole by now. */
    void judgeRested() {
        resting.judge();
    }

    private boolean isKept(String request, Chunk chunk) {
        Optional<String> defect = chunk.defect();
        if (defect.isPresent()) {
            problems.add(request, "dropped a trace: " + defect.get());
            return false;
        }
        SpanRules.checkDuplicates(chunk.spans(), chunk.flaws());
        traceProblems.tell(request, chunk.traceId(), chunk.flaws());
        if (!traces.add(chunk)) {
            problems.add(
                    request,
                    "dropped " + chunk.spans().size() + " spans: trace " + Span.hex(chunk.traceId())
                            + " is too large to be kept");
            return false;
        }
        resting.arrived(chunk.traceId(), request);
        return true;
    }

    private static boolean isTrue(@Nullable String header) {
        return header != null && !header.isEmpty() && !header.matches("(?i)0|f|false");
    }
}
