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
 * @param javaAgent the file name of the agent below {@code agents/target}, or empty
 * @param traces whether spans must come from it
 * @param moreOptions for the JVM
 */
record Variant(
        String label, String classPathOf, String javaAgent, Export export, boolean traces, List<String> moreOptions) {
    private static final String MAIN = "io.ddspring.benchmarks.app.PlainApplication";

    static final List<String> HEAP_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
    static final String DATADOG_AGENT = "dd-java-agent.jar";
    static final String OPENTELEMETRY_AGENT = "opentelemetry-javaagent.jar";

    /** What the others are compared with. */
    static final Variant BARE = new Variant("bare", "bare", "", Export.NONE, false, List.of());

    private static final List<Variant> ALL = List.of(
            BARE,
            new Variant("ddspring", "ddspring", "", Export.DATADOG, true, List.of()),
            new Variant("ddspring off", "ddspring", "", Export.DATADOG, false, List.of("-Ddd.trace.enabled=false")),
            new Variant("dd-java-agent", "bare", DATADOG_AGENT, Export.DATADOG, true, List.of()),
            new Variant("OpenTelemetry agent", "bare", OPENTELEMETRY_AGENT, Export.OTLP, true, List.of()),
            new Variant("OpenTelemetry starter", "opentelemetry", "", Export.OTLP, true, List.of()),
            new Variant("bare, no actuator", "app", "", Export.NONE, false, List.of()));

    /**
     * {@link #BARE} and those that are wanted.
     *
     * @param labels separated by commas; empty means all; blanks and the comma of a label may be left out
     * @throws IllegalArgumentException when one is unknown
     */
    static List<Variant> wanted(String labels) {
        if (labels.isBlank()) {
            return ALL;
        }
        List<Variant> wanted = new ArrayList<>(List.of(BARE));
        for (String label : labels.split(",", -1)) {
            Variant named = ALL.stream()
                    .filter(variant -> key(variant.label).equals(key(label)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no variant '" + label.trim() + "', only "
                            + String.join("; ", ALL.stream().map(Variant::label).toList())));
            if (!wanted.contains(named)) {
                wanted.add(named);
            }
        }
        return wanted;
    }

    private static String key(String label) {
        return label.replaceAll("[ ,]", "");
    }

    /** The command that starts it on {@code port}, with its traces going to {@code sinkPort}. */
    List<String> command(Path wholeApp, int port, int sinkPort) throws IOException {
        String libraries = Files.readString(wholeApp.resolve(classPathOf + "/target/app.classpath"))
                .trim();
        String classPath =
                classPathOf.equals("app") ? wholeApp.resolve("app/target/classes") + ":" + libraries : libraries;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP_OPTIONS);
        command.addAll(export.jvmOptions(sinkPort));
        command.addAll(moreOptions);
        if (!javaAgent.isEmpty()) {
            command.add("-javaagent:" + wholeApp.resolve("agents/target").resolve(javaAgent));
        }
        command.addAll(List.of("-cp", classPath, MAIN, "--server.port=" + port));
        return command;
    }
}
