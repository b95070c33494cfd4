/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
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
        routes.api("/api/problems", this::answer);
    }

    private Reply answer(Request request) {
        if (request.method().equals("DELETE")) {
            clear();
            return Reply.noContent();
        }
        return request.isRead()
                ? Reply.json(ProblemsJson.write(problems.newestFirst()))
                : Reply.methodNotAllowed("GET, DELETE");
    }

    @Override
    public void clear() {
        problems.clear();
    }
}
