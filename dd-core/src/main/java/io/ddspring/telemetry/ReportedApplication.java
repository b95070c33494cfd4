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
    /** The number of the language, for example {@code 17}. */
    String languageVersion() {
        return String.valueOf(Runtime.version().feature());
    }

    /** Who made the virtual machine, which is what the backend calls its name. */
    String runtimeName() {
        return System.getProperty("java.vendor", "");
    }

    /** Version without the build, for example {@code 17.0.15}. */
    String runtimeVersion() {
        return System.getProperty("java.version", "");
    }

    /** The rest of the build's name, for example {@code 6-Debian-1deb12u1}. */
    String runtimePatches() {
        String whole = System.getProperty("java.vm.version", "");
        int plus = whole.indexOf('+');
        return plus < 0 ? "" : whole.substring(plus + 1);
    }

    String tracerVersion() {
        return TracerVersion.current();
    }
}
