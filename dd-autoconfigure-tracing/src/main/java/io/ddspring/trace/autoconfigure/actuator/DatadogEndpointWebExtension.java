/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Over the web, whether values are shown may depend on the user, a section can be asked about one trace, and the library
 * can be told to do something. Writing takes no parameters: with any, Spring would insist on a body.
 */
@EndpointWebExtension(endpoint = DatadogEndpoint.class)
public final class DatadogEndpointWebExtension {
    private static final int METHOD_NOT_ALLOWED = 405;

    private final DatadogEndpoint endpoint;
    private final ExplainStatus explain;
    private final StatusActions actions;

    DatadogEndpointWebExtension(DatadogEndpoint endpoint, ExplainStatus explain, StatusActions actions) {
        this.endpoint = endpoint;
        this.explain = explain;
        this.actions = actions;
    }

    /**
     * The details of one section, or what can be done there, or null when there is neither.
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
        return details == null ? actions.describe(section) : new WebEndpointResponse<>(details);
    }

    /** What can be done in a section, or null when there is no such thing. */
    @ReadOperation
    public @Nullable WebEndpointResponse<Map<String, Object>> action(
            @Selector String section, @Selector String action) {
        return actions.describe(section + "/" + action);
    }

    /** Does something that belongs to no section. */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> run(@Selector String section) {
        WebEndpointResponse<Map<String, Object>> answer = actions.run(section);
        return answer != null ? answer : refused(endpoint.section(section) != null);
    }

    /** Does something that belongs to a section. */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> runIn(@Selector String section, @Selector String action) {
        WebEndpointResponse<Map<String, Object>> answer = actions.run(section + "/" + action);
        return answer != null ? answer : refused(false);
    }

    private static WebEndpointResponse<Map<String, Object>> refused(boolean isThere) {
        return new WebEndpointResponse<>(
                OperationResponseBody.of(Map.of("error", isThere ? "this can only be read" : "there is nothing here")),
                isThere ? METHOD_NOT_ALLOWED : WebEndpointResponse.STATUS_NOT_FOUND);
    }
}
