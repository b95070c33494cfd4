/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import org.jspecify.annotations.Nullable;

/**
 * Which of their two generations of names integrations use for operations and services. Immutable.
 *
 * @param version 0 or 1, as in the tag {@code _dd.trace_span_attribute_schema}
 * @param integrationServices whether databases and brokers appear as services of their own
 */
public record NamingSchema(int version, boolean integrationServices) {
    /** The default. */
    public static final NamingSchema V0 = new NamingSchema(0, true);

    /** The newer names, with which no integration has a service of its own. */
    public static final NamingSchema V1 = new NamingSchema(1, false);

    /** The schema that {@code configuration} chooses. */
    public static NamingSchema from(Configuration configuration) {
        if (configuration.get(NamingKeys.SPAN_ATTRIBUTE_SCHEMA).equals("v1")) {
            return V1;
        }
        return configuration.get(NamingKeys.REMOVE_INTEGRATION_SERVICE_NAMES) ? new NamingSchema(0, false) : V0;
    }

    /** The one of two names of an operation that this schema uses. */
    public String operation(String v0, String v1) {
        return version == 0 ? v0 : v1;
    }

    /** {@code inferred}, for example {@code postgresql}, or null when the span belongs to the application's service. */
    public @Nullable String service(String inferred) {
        return integrationServices ? inferred : null;
    }
}
