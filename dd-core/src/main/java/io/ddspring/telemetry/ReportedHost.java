/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is known of the machine. Immutable. Unknown texts are empty. */
record ReportedHost(String os, String osVersion, String architecture, String kernelRelease, String kernelVersion) {
    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    private static final Path KERNEL = Path.of("/proc/version");

    /** This machine; reads small files of the system. */
    static ReportedHost read() {
        return of(property -> System.getProperty(property, ""), textOf(OS_RELEASE), textOf(KERNEL));
    }

    /**
     * @param properties those of the system, empty when absent
     * @param osRelease text of the file in which a distribution tells of itself; may be empty
     * @param kernelFile text of the file in which the kernel does; may be empty
     */
    static ReportedHost of(UnaryOperator<String> properties, String osRelease, String kernelFile) {
        String name = properties.apply("os.name");
        String release = properties.apply("os.version");
        Map<String, String> distribution = distribution(osRelease);
        String osVersion =
                (distribution.getOrDefault("NAME", "") + " " + distribution.getOrDefault("VERSION", "")).trim();
        String kernel = kernelFile.trim();
        int build = kernel.indexOf('#');
        return new ReportedHost(
                name.startsWith("Mac") ? "Darwin" : name,
                osVersion.isEmpty() ? release : osVersion,
                properties.apply("os.arch"),
                release,
                build < 0 ? "" : kernel.substring(build));
    }

    private static Map<String, String> distribution(String osRelease) {
        Map<String, String> fields = new HashMap<>();
        osRelease.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String value = line.substring(equals + 1).trim();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                fields.put(line.substring(0, equals).trim(), quoted ? value.substring(1, value.length() - 1) : value);
            }
        });
        return fields;
    }

    private static String textOf(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }
}
