/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines, each with what a report says of it; that of Debian as the official tracer for Java does. */
class ReportedPlatformTest {
    @ParameterizedTest
    @ValueSource(strings = {"debian", "temurin-ubuntu", "mac", "unknown"})
    void fields_of_the_runtime_and_the_machine(String name) throws IOException {
        Properties machine = new Properties();
        try (InputStream file = getClass().getResourceAsStream("platform-" + name + ".properties")) {
            machine.load(Objects.requireNonNull(file));
        }

        ReportedRuntime runtime = ReportedRuntime.of(property -> machine.getProperty(property, ""));
        ReportedHost host = ReportedHost.of(
                property -> machine.getProperty(property, ""),
                machine.getProperty("file.os-release", ""),
                machine.getProperty("file.kernel", ""));

        assertThat(runtime.languageVersion()).isEqualTo(machine.getProperty("language_version"));
        assertThat(runtime.name()).isEqualTo(machine.getProperty("runtime_name"));
        assertThat(runtime.version()).isEqualTo(machine.getProperty("runtime_version"));
        assertThat(runtime.patches()).isEqualTo(machine.getProperty("runtime_patches"));
        assertThat(host.os()).isEqualTo(machine.getProperty("os"));
        assertThat(host.osVersion()).isEqualTo(machine.getProperty("os_version"));
        assertThat(host.architecture()).isEqualTo(machine.getProperty("architecture"));
        assertThat(host.kernelRelease()).isEqualTo(machine.getProperty("kernel_release"));
        assertThat(host.kernelVersion()).isEqualTo(machine.getProperty("kernel_version"));
    }
}
