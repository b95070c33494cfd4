/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to start the application.
 *
 * @param label how it is called in the tables
 * @param classPathOf the module whose class path it has
 * @param jvmOptions for example the agent
 */
record Variant(String label, String classPathOf, List<String> jvmOptions) {
    private static final String MAIN = "io.ddspring.benchmarks.app.PlainApplication";

    /** All variants, the first one is what the others are compared with. */
    static List<Variant> all(Path wholeApp, int agentPort) {
        Path agents = wholeApp.resolve("agents/target");
        List<String> datadog = List.of(
                "-Ddd.trace.agent.port=" + agentPort,
                "-Ddd.agent.host=127.0.0.1",
                "-Ddd.service=plain",
                "-Ddd.env=bench");
        List<String> otlp = List.of(
                "-Dotel.service.name=plain",
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + agentPort);
        return List.of(
                new Variant("bare", "bare", List.of()),
                new Variant("ddspring", "ddspring", datadog),
                new Variant("ddspring, off", "ddspring", with(datadog, "-Ddd.trace.enabled=false")),
                new Variant(
                        "dd-java-agent", "bare", with(datadog, "-javaagent:" + agents.resolve("dd-java-agent.jar"))),
                new Variant(
                        "OpenTelemetry agent",
                        "bare",
                        with(otlp, "-javaagent:" + agents.resolve("opentelemetry-javaagent.jar"))),
                new Variant("OpenTelemetry starter", "opentelemetry", otlp),
                new Variant("bare, no actuator", "app", List.of()));
    }

    private static List<String> with(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    /** The command that starts it on {@code port}. */
    List<String> command(Path wholeApp, int port) throws IOException {
        String libraries = Files.readString(wholeApp.resolve(classPathOf + "/target/app.classpath"))
                .trim();
        String classPath =
                classPathOf.equals("app") ? wholeApp.resolve("app/target/classes") + ":" + libraries : libraries;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, MAIN, "--server.port=" + port));
        return command;
    }
}
