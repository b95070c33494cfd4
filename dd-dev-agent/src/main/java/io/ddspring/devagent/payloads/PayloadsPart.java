/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;

/**
 * What products send that have no page of their own: through the event platform proxy, for the debugger, profiles, data
 * streams; {@code /api/payloads}.
 */
public final class PayloadsPart implements Part {
    private final PayloadStore payloads;
    private final Problems problems;

    /** @param maxBytes size of all that it keeps */
    public PayloadsPart(long maxBytes, Problems problems) {
        this.payloads = new PayloadStore(maxBytes);
        this.problems = problems;
    }

    @Override
    public String topic() {
        return "payloads";
    }

    @Override
    public void addTo(Routes routes) {
        PayloadIntake intake = new PayloadIntake(payloads, problems);
        PayloadApi api = new PayloadApi(payloads);
        routes.intake(Paths.PROFILES, intake)
                .intake(Paths.PIPELINE_STATS, intake)
                .intake(Paths.EVP_PROXY_V2, intake)
                .intake(Paths.EVP_PROXY_V4, intake)
                .intake(Paths.DEBUGGER_V1, intake)
                .intake(Paths.DIAGNOSTICS, intake)
                .intake(Paths.DEBUGGER_V2, intake)
                .intake(Paths.SYMBOLS, intake)
                .get(PayloadApi.LIST, api::list)
                .delete(PayloadApi.LIST, this::clear)
                .get(PayloadApi.ONE, api::one);
    }

    @Override
    public void clear() {
        payloads.clear();
    }
}
