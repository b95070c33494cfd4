/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Routes;

/** What was wrong with payloads: {@code /api/problems}. */
public final class ProblemsPart implements Part {
    private final Problems problems;

    public ProblemsPart(Problems problems) {
        this.problems = problems;
    }

    @Override
    public String topic() {
        return "problems";
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/problems", request -> Reply.json(ProblemsJson.write(problems.newestFirst())))
                .delete("/api/problems", this::clear);
    }

    @Override
    public void clear() {
        problems.clear();
    }
}
