/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.Locale;

/** Kind of the source that gave a setting its value. */
public enum ConfigOrigin {
    /** Nothing was set, or what was set is not valid. */
    DEFAULT("default"),
    /** The application's own configuration: a file such as {@code application.yml}, its command line, its tests. */
    APPLICATION_FILE("jvm_prop"),
    /** An environment variable. */
    ENVIRONMENT("env_var"),
    /** A system property of the JVM. */
    SYSTEM_PROPERTY("jvm_prop"),
    /** A file that the operator of the host wrote for the processes there. */
    LOCAL_STABLE_CONFIG("local_stable_config"),
    /** A file that a fleet's automation wrote for the processes on the host. */
    FLEET_STABLE_CONFIG("fleet_stable_config"),
    /** Remote configuration. */
    REMOTE_CONFIG("remote_config"),
    /** Computed by the library, for example a service name derived from the application's. */
    CALCULATED("calculated");

    private final String reportedName;

    ConfigOrigin(String reportedName) {
        this.reportedName = reportedName;
    }

    /** Name of the origin for people, for example {@code system-property}. */
    public String shownName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Name of the origin in telemetry. */
    public String reportedName() {
        return reportedName;
    }
}
