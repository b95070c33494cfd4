/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Over the web, whether values are shown may depend on the user, and a section can be asked about one trace. */
@EndpointWebExtension(endpoint = DatadogEndpoint.class)
public final class DatadogEndpointWebExtension {
    private final DatadogEndpoint endpoint;
    private final ExplainStatus explain;

    DatadogEndpointWebExtension(DatadogEndpoint endpoint, ExplainStatus explain) {
        this.endpoint = endpoint;
        this.explain = explain;
    }

    /**
     * The details of one section, or null when there is no such section.
     *
     * @param traceId the trace to be explained, for the section {@code explain}; null for the section as a whole
     */
    @ReadOperation
    public @Nullable WebEndpointResponse<Map<String, Object>> section(
            SecurityContext user,
            @Selector String section,
            // The only annotation by which both Boot lines know that a parameter may be absent.
            @org.springframework.lang.Nullable @Nullable String traceId) {
        if (traceId != null && section.equals(ExplainStatus.SECTION)) {
            return explain.explain(traceId);
        }
        Map<String, Object> details = endpoint.section(section, user);
        return details == null ? null : new WebEndpointResponse<>(details);
    }
}
