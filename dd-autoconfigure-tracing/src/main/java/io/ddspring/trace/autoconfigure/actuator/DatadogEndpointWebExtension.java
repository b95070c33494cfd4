/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Over the web, whether values are shown may depend on the user. */
@EndpointWebExtension(endpoint = DatadogEndpoint.class)
public final class DatadogEndpointWebExtension {
    private final DatadogEndpoint endpoint;

    DatadogEndpointWebExtension(DatadogEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The details of one section, or null when there is no such section. */
    @ReadOperation
    public @Nullable Map<String, Object> section(SecurityContext user, @Selector String section) {
        return endpoint.section(section, user);
    }
}
