/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What is known of the machine. Immutable. Unknown texts are empty. */
record ReportedHost(String os, String osVersion, String architecture, String kernelRelease, String kernelVersion) {
    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    private static final Path KERNEL = Path.of("/proc/version");

    /** This machine; reads small files of the system. */
    static ReportedHost read() {
        String name = System.getProperty("os.name", "");
        String release = System.getProperty("os.version", "");
        Map<String, String> distribution = distribution(textOf(OS_RELEASE));
        String osVersion =
                (distribution.getOrDefault("NAME", "") + " " + distribution.getOrDefault("VERSION", "")).trim();
        String kernel = textOf(KERNEL).trim();
        int build = kernel.indexOf('#');
        return new ReportedHost(
                name.startsWith("Mac") ? "Darwin" : name,
                osVersion.isEmpty() ? release : osVersion,
                System.getProperty("os.arch", ""),
                release,
                build < 0 ? "" : kernel.substring(build));
    }

    static Map<String, String> distribution(String osRelease) {
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
