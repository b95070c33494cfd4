/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.TracerVersion;
import java.util.function.Supplier;

/**
 * The application that a report is about, and the machine it runs on. Immutable, except for what the supplier finds out
 * while the application runs.
 *
 * @param runtimeId of the process, as in its traces
 * @param service never empty
 * @param env may be empty
 * @param version of the application; may be empty
 * @param hostname empty when unknown
 * @param processTags entries {@code key:value}, separated by commas; called for every request
 */
public record ReportedApplication(
        String runtimeId, String service, String env, String version, String hostname, Supplier<String> processTags) {
    /** That of this library. */
    String tracerVersion() {
        return TracerVersion.current();
    }
}
