/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.Fatal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is reported about an exception. Exceptions are application code: asking them may itself fail. */
final class ErrorText {
    private static final String CUT = "\t... (cut) ...\n";

    private ErrorText() {}

    /** The message, or null when there is none or it cannot be had. */
    static @Nullable String messageOf(Throwable failure) {
        return ask(failure::getMessage);
    }

    /** The client went away while the response was being written: not a fault of the application. */
    static boolean isBrokenPipe(Throwable failure) {
        Throwable cause = ask(failure::getCause);
        return mentionsBrokenPipe(messageOf(failure)) || (cause != null && mentionsBrokenPipe(messageOf(cause)));
    }

    /** The printed stack; when it is longer than {@code limit} characters, its first and last lines. */
    static String stackOf(Throwable failure, int limit) {
        String stack = ask(() -> print(failure));
        if (stack == null) {
            stack = printFrames(failure);
        }
        return stack.length() <= limit ? stack : cutOut(stack, limit);
    }

    private static String print(Throwable failure) {
        StringWriter text = new StringWriter(1024);
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The stack of an exception that fails to print itself, mostly because of its message. */
    private static String printFrames(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.getClass().getName()).append('\n');
        StackTraceElement[] frames = ask(failure::getStackTrace);
        if (frames != null) {
            for (StackTraceElement frame : frames) {
                text.append("\tat ").append(frame).append('\n');
            }
        }
        return text.toString();
    }

    private static String cutOut(String stack, int limit) {
        int half = Math.max(0, (limit - CUT.length() - 1) / 2);
        int headEnd = stack.lastIndexOf('\n', half - 1) + 1;
        int tailStart = stack.indexOf('\n', stack.length() - half) + 1;
        // A line that is longer than a half is cut itself.
        String head = headEnd == 0 ? stack.substring(0, half) + '\n' : stack.substring(0, headEnd);
        return head + CUT + stack.substring(tailStart == 0 ? stack.length() - half : tailStart);
    }

    private static boolean mentionsBrokenPipe(@Nullable String message) {
        return message != null && message.toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    @FunctionalInterface
    private interface Question<T> {
        @Nullable
        T answer();
    }

    private static <T> @Nullable T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (Throwable unanswered) {
            Fatal.rethrowIfFatal(unanswered);
            return null;
        }
    }
}
