/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.aspectj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aspectj.weaver.loadtime.Agent;
import org.junit.jupiter.api.Test;

class LoadTimeWeavingIT {
    @Test
    void woven_code_traces_what_no_proxy_sees_and_each_call_once() throws Exception {
        List<String> lines = runApplication();

        assertThat(lines)
                .contains(
                        "proxied true",
                        "through-proxy: Woven.openly",
                        "private: Woven.privately",
                        "static: Woven.statically",
                        "self: Woven.openly",
                        "no-bean: Woven.openly",
                        "future: Woven.future",
                        "mono: Woven.mono",
                        "recursion: Woven.countDown Woven.countDown<child Woven.countDown<child",
                        "tag: Woven.tagged[A-1]",
                        "class-level: WovenClass.call",
                        "failure as expected",
                        "failure: Woven.failing!")
                .as("nobody is told that woven methods are not traced")
                .noneMatch(line -> line.contains("@Traced methods"));
    }

    @Test
    void switched_off_woven_code_traces_nothing() throws Exception {
        assertThat(runApplication("dd.trace.trace-annotation.enabled=false"))
                .contains("proxied false", "through-proxy:", "private:", "static:", "mono:");
    }

    private static List<String> runApplication(String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + jarOf(Agent.class),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WovenApplication.class.getName()));
        command.addAll(List.of(properties));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String jarOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
