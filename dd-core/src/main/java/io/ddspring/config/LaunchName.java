/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/** Names an application after what was launched: its jar, or else its main class. */
public final class LaunchName {
    private static final String BOOT_LAUNCHERS = "org.springframework.boot.loader.";
    private static final String JAR = ".jar";
    private static final char SEPARATOR = '/';

    private LaunchName() {}

    /**
     * The name of what {@code launchCommand} launches.
     *
     * @param launchCommand value of the system property {@code sun.java.command}: a jar's path or a class, then arguments
     * @param mainClass class whose main method is the application's, or empty when that is not known
     * @return name of the jar without its ending, or of the class; empty when nothing is known
     */
    public static String of(String launchCommand, String mainClass) {
        String jar = jarOf(launchCommand);
        if (!jar.isEmpty()) {
            return afterSeparator(jar.substring(0, jar.length() - JAR.length()));
        }
        String first = first(slashed(launchCommand));
        return first.isEmpty() || first.startsWith(BOOT_LAUNCHERS) ? mainClass : afterSeparator(first);
    }

    /** Path, with slashes, of the jar that {@code launchCommand} launches; empty when it launches a class. */
    public static String jarOf(String launchCommand) {
        String command = slashed(launchCommand);
        String first = first(command);
        int jar = command.indexOf(JAR);
        // Only a path has separators, so blanks before its ending are part of it and not between arguments.
        boolean pathWithBlanks =
                jar > first.length() && first.indexOf(SEPARATOR) >= 0 && endsWord(command, jar + JAR.length());
        return first.endsWith(JAR) || pathWithBlanks ? command.substring(0, jar + JAR.length()) : "";
    }

    private static String slashed(String launchCommand) {
        return launchCommand.trim().replace('\\', SEPARATOR);
    }

    private static String first(String command) {
        int space = command.indexOf(' ');
        return space < 0 ? command : command.substring(0, space);
    }

    private static boolean endsWord(String text, int end) {
        return end == text.length() || text.charAt(end) == ' ';
    }

    private static String afterSeparator(String path) {
        return path.substring(path.lastIndexOf(SEPARATOR) + 1);
    }
}
