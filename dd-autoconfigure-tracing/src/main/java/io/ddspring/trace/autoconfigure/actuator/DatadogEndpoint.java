/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@code /actuator/datadog}: an overview of what the library does in this application, and its details section by
 * section. Thread-safe.
 */
@Endpoint(id = "datadog", defaultAccess = Access.READ_ONLY)
public final class DatadogEndpoint {
    private final StatusPage page;
    private final Show showValues;
    private final Set<String> roles;

    /** @param roles of which a user needs one to see values when that depends on the user */
    DatadogEndpoint(StatusPage page, Show showValues, Collection<String> roles) {
        this.page = page;
        this.showValues = showValues;
        this.roles = Set.copyOf(roles);
    }

    /** The overview. */
    @ReadOperation
    public Map<String, Object> summary() {
        return OperationResponseBody.of(page.summary());
    }

    /** The details of one section, or null when there is no such section. */
    @ReadOperation
    public @Nullable Map<String, Object> section(@Selector String section) {
        return section(section, showValues.isShown(true));
    }

    @Nullable
    Map<String, Object> section(String section, SecurityContext user) {
        return section(section, showValues.isShown(user, roles));
    }

    private @Nullable Map<String, Object> section(String section, boolean showSettings) {
        Map<String, Object> details = page.section(section, showSettings);
        return details == null ? null : OperationResponseBody.of(details);
    }
}
