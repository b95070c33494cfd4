/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a flare tells of the virtual machine. Stateless. */
final class JvmEntries {
    private static final SecretMask SECRETS = new SecretMask(List.of());

    private JvmEntries() {}

    static List<FlareEntry> all() {
        return List.of(
                FlareEntry.of("classpath.txt", JvmEntries::writeClassPath),
                FlareEntry.of("library_path.txt", out -> writePath("java.library.path", out)),
                FlareEntry.of("jvm_args.txt", JvmEntries::writeArguments),
                FlareEntry.of("threads.txt", JvmEntries::writeThreads));
    }

    private static void writeClassPath(Writer out) throws IOException {
        writePath("java.class.path", out);
        // The class path of an executable jar is that jar; its own loader knows what is in it.
        ClassLoader loader = JvmEntries.class.getClassLoader();
        while (loader != null) {
            if (loader instanceof URLClassLoader byUrl) {
                out.write("\n" + loader.getClass().getName() + "\n");
                for (URL url : byUrl.getURLs()) {
                    out.write(url + "\n");
                }
            }
            loader = loader.getParent();
        }
    }

    private static void writePath(String property, Writer out) throws IOException {
        for (String part : System.getProperty(property, "").split(Pattern.quote(File.pathSeparator), -1)) {
            out.write(part + "\n");
        }
    }

    private static void writeArguments(Writer out) throws IOException {
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            int equals = argument.indexOf('=');
            out.write(
                    equals < 0
                            ? argument
                            : argument.substring(0, equals + 1)
                                    + SECRETS.maskValue(argument.substring(0, equals), argument.substring(equals + 1)));
            out.write("\n");
        }
    }

    private static void writeThreads(Writer out) throws IOException {
        // Without owned synchronizers: finding them walks the whole heap while the application stands still.
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, false)) {
            if (thread != null) {
                writeThread(thread, out);
            }
        }
    }

    private static void writeThread(ThreadInfo thread, Writer out) throws IOException {
        out.write("\"" + thread.getThreadName() + "\" id=" + thread.getThreadId() + (thread.isDaemon() ? " daemon" : "")
                + " prio=" + thread.getPriority() + " " + thread.getThreadState() + "\n");
        LockInfo lock = thread.getLockInfo();
        if (lock != null) {
            out.write("    waits for " + lock + ownerOf(thread) + "\n");
        }
        StackTraceElement[] frames = thread.getStackTrace();
        for (int depth = 0; depth < frames.length; depth++) {
            out.write("    at " + frames[depth] + "\n");
            for (MonitorInfo monitor : thread.getLockedMonitors()) {
                if (monitor.getLockedStackDepth() == depth) {
                    out.write("    holds " + monitor + "\n");
                }
            }
        }
        out.write("\n");
    }

    private static String ownerOf(ThreadInfo thread) {
        @Nullable String owner = thread.getLockOwnerName();
        return owner == null ? "" : ", held by \"" + owner + "\" id=" + thread.getLockOwnerId();
    }
}
