/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line that the library logged. Immutable.
 *
 * @param logger name of the logger
 * @param message without placeholders
 * @param failure logged along with it, or null
 */
public record LogLine(
        Instant time,
        String level,
        String thread,
        String logger,
        String message,
        @Nullable Throwable failure) {
    /** As it stands in a file, with its line break, and with the stack trace. */
    String text() {
        StringWriter text = new StringWriter(256);
        text.append(time.toString())
                .append(' ')
                .append(level)
                .append(" [")
                .append(thread)
                .append("] ")
                .append(logger)
                .append(" - ")
                .append(message)
                .append('\n');
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
