/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.function.UnaryOperator;

/**
 * What runs the application. Immutable. Unknown texts are empty.
 *
 * @param languageVersion number of the language, for example {@code 17}
 * @param name who made the virtual machine, which is what the backend calls its name
 * @param version without the build, for example {@code 17.0.15}
 * @param patches the rest of the build's name, for example {@code 6-Debian-1deb12u1}
 */
record ReportedRuntime(String languageVersion, String name, String version, String patches) {
    /** That of this process. */
    static ReportedRuntime current() {
        return of(property -> System.getProperty(property, ""));
    }

    /** @param properties those of the system, empty when absent */
    static ReportedRuntime of(UnaryOperator<String> properties) {
        String wholeVersion = properties.apply("java.vm.version");
        int plus = wholeVersion.indexOf('+');
        return new ReportedRuntime(
                properties.apply("java.specification.version"),
                properties.apply("java.vendor"),
                properties.apply("java.version"),
                plus < 0 ? "" : wholeVersion.substring(plus + 1));
    }
}
