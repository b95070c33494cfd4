/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace that says nothing of the application: no message, and frames of this library and the JDK only. Others
 * are counted.
 */
final class RedactedStackTrace {
    private static final List<String> SHOWN = List.of(
            "io.ddspring.", "datadog.", "com.datadog.", "java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.");

    private final StringBuilder text = new StringBuilder();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private RedactedStackTrace() {}

    static String of(Throwable failure) {
        RedactedStackTrace trace = new RedactedStackTrace();
        trace.append(failure, new StackTraceElement[0]);
        return trace.text.toString();
    }

    private void append(Throwable failure, StackTraceElement[] enclosing) {
        seen.add(failure);
        text.append(failure.getClass().getName()).append('\n');
        StackTraceElement[] frames = failure.getStackTrace();
        int common = commonFrames(frames, enclosing);
        int redacted = 0;
        for (int i = 0; i < frames.length - common; i++) {
            if (isShown(frames[i])) {
                appendRedacted(redacted);
                redacted = 0;
                text.append("  at ").append(frames[i]).append('\n');
            } else {
                redacted++;
            }
        }
        appendRedacted(redacted);
        if (common > 0) {
            text.append("  ... ").append(common).append(" more\n");
        }
        @Nullable Throwable cause = failure.getCause();
        if (cause != null && !seen.contains(cause)) {
            text.append("Caused by: ");
            append(cause, frames);
        }
    }

    private void appendRedacted(int frames) {
        if (frames == 1) {
            text.append("  at (redacted)\n");
        } else if (frames > 1) {
            text.append("  at (redacted: ").append(frames).append(" frames)\n");
        }
    }

    private static boolean isShown(StackTraceElement frame) {
        for (String prefix : SHOWN) {
            if (frame.getClassName().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static int commonFrames(StackTraceElement[] frames, StackTraceElement[] enclosing) {
        int common = 0;
        while (common < frames.length
                && common < enclosing.length
                && frames[frames.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
            common++;
        }
        return common;
    }
}
