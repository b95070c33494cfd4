/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import io.ddspring.config.Configuration;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.trace.CorrelationIds;
import java.util.Map;

/**
 * What log lines carry. Immutable.
 *
 * @param identity service, environment and version by their keys, without those that are not set
 * @param hexTraceIds whether 128-bit trace ids are logged whole, in hexadecimal digits
 * @param micrometerKeys whether the ids are there under Micrometer's names, too
 */
record LogCorrelationSettings(Map<String, String> identity, boolean hexTraceIds, boolean micrometerKeys) {
    /** @param micrometerIds whether the application knows our ids by Micrometer's names, so that it is to find them */
    static LogCorrelationSettings from(
            Configuration configuration, StructuredLogMembers members, boolean micrometerIds) {
        TracerSettings tracer = TracerSettings.from(configuration);
        Map<String, String> identity = CorrelationIds.identity(tracer.service(), tracer.env(), tracer.version());
        identity.keySet().removeAll(members.added());
        return new LogCorrelationSettings(
                identity,
                configuration.get(TracerKeys.TRACE_ID_128_BIT_LOGGING),
                configuration.isSet(TracerKeys.LOGS_MICROMETER_KEYS)
                        ? configuration.get(TracerKeys.LOGS_MICROMETER_KEYS)
                        : micrometerIds);
    }
}
