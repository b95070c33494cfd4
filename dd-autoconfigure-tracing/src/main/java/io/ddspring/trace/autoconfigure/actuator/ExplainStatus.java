/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.SamplingKeys;
import io.ddspring.telemetry.StatusContributor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Section {@code explain}: why a trace was kept or dropped. */
final class ExplainStatus implements StatusContributor {
    static final String SECTION = "explain";

    private final DecisionLog decisions;

    ExplainStatus(DecisionLog decisions) {
        this.decisions = decisions;
    }

    @Override
    public String section() {
        return SECTION;
    }

    @Override
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("traces", decisions.size());
        summary.put("limit", decisions.capacity());
        return summary;
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = summary();
        details.put("usage", "add ?traceId= with " + DecisionLog.ALLOWED_TRACE_ID);
        return details;
    }

    /** Why the trace was kept or dropped, or why that cannot be told. */
    WebEndpointResponse<Map<String, Object>> explain(String traceId) {
        try {
            Map<String, Object> explanation = decisions.explain(traceId);
            return explanation == null
                    ? answer(Map.of("error", unknown()), WebEndpointResponse.STATUS_NOT_FOUND)
                    : answer(explanation, WebEndpointResponse.STATUS_OK);
        } catch (IllegalArgumentException malformed) {
            return answer(
                    Map.of("error", "traceId is not valid: allowed is " + DecisionLog.ALLOWED_TRACE_ID),
                    WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }

    private String unknown() {
        return decisions.capacity() == 0
                ? "no decisions are remembered, as " + SamplingKeys.EXPLAIN_LIMIT + " is 0"
                : "this trace is not among the latest " + decisions.capacity() + " of this process";
    }

    private static WebEndpointResponse<Map<String, Object>> answer(Map<String, Object> facts, int status) {
        return new WebEndpointResponse<>(OperationResponseBody.of(StatusPage.masked(facts)), status);
    }
}
