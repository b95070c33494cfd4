/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader must know to judge a measurement: the command, the commit, the date, the JDK and the shape of the machine.
 */
public final class Circumstances {
    private static final double KILOBYTES_PER_GIGABYTE = 1024 * 1024;

    private Circumstances() {}

    /** @return a new map that may be added to */
    public static Map<String, String> ofThisMachine() throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>();
        // Set by the Makefile; what was started by hand is called as the JVM calls it.
        String command = System.getenv().getOrDefault("BENCH_COMMAND", System.getProperty("sun.java.command", ""));
        all.put("command", "`" + command.strip() + "`");
        all.put("commit", commit());
        all.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        all.put(
                "JDK",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                        + System.getProperty("java.vendor"));
        all.put(
                "machine",
                "%d cores (%s), %.0f GB of memory, %s %s, %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                field("/proc/cpuinfo", "model name"),
                                Double.parseDouble(field("/proc/meminfo", "MemTotal")
                                                .replaceAll("\\D", ""))
                                        / KILOBYTES_PER_GIGABYTE,
                                System.getProperty("os.name"),
                                System.getProperty("os.version").replaceFirst("-.*", ""),
                                System.getProperty("os.arch")));
        return all;
    }

    /** The version of an artifact whose jar is on {@code classPath}. */
    public static String versionOnClassPath(String artifact, String classPath) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        for (String element : classPath.split(File.pathSeparator, -1)) {
            Matcher matcher = name.matcher(Path.of(element).getFileName().toString());
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        throw new IllegalArgumentException(artifact + " is not on the class path");
    }

    /** The version that a jar says it has. */
    public static String versionOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return String.valueOf(file.getManifest().getMainAttributes().getValue("Implementation-Version"));
        }
    }

    private static String commit() throws IOException, InterruptedException {
        String commit = git("rev-parse", "--short=12", "HEAD");
        return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + " with local changes";
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process git = new ProcessBuilder(command).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        return git.waitFor() == 0 ? said : "unknown";
    }

    private static String field(String file, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of(file))) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return "unknown";
    }
}
