/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

/** Version of this library, as it is reported to the Agent. */
public final class TracerVersion {
    private static final String UNPACKAGED = "0.1.0-dev";
    private static final String CURRENT = read();

    private TracerVersion() {}

    /** What the jar's manifest says; {@code 0.1.0-dev} for classes outside of a jar. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        String version = TracerVersion.class.getPackage().getImplementationVersion();
        return version == null || version.isBlank() ? UNPACKAGED : version.trim();
    }
}
