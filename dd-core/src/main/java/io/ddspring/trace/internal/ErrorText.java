/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is reported about an exception. Exceptions are application code: asking them may itself fail. */
final class ErrorText {
    private static final String CUT = "\n\t... (cut) ...\n";

    private ErrorText() {}

    static @Nullable String messageOf(Throwable failure) {
        try {
            return failure.getMessage();
        } catch (RuntimeException | StackOverflowError unreadable) {
            return null;
        }
    }

    /** The client went away while the response was being written: not a fault of the application. */
    static boolean isBrokenPipe(Throwable failure) {
        Throwable cause = failure.getCause();
        return mentionsBrokenPipe(messageOf(failure)) || (cause != null && mentionsBrokenPipe(messageOf(cause)));
    }

    /** The printed stack; when it is longer than {@code limit} characters, its first and last parts. */
    static @Nullable String stackOf(Throwable failure, int limit) {
        StringWriter text = new StringWriter(1024);
        try {
            failure.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException | StackOverflowError unprintable) {
            return null;
        }
        String stack = text.toString();
        if (stack.length() <= limit) {
            return stack;
        }
        int half = Math.max(0, (limit - CUT.length()) / 2);
        return stack.substring(0, half) + CUT + stack.substring(stack.length() - half);
    }

    private static boolean mentionsBrokenPipe(@Nullable String message) {
        return message != null && message.toLowerCase(Locale.ROOT).contains("broken pipe");
    }
}
