/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/**
 * What the library called on a logger. Logging systems ask their filters with the same empty arguments whether a level is
 * on and about a line whose text is null; only who called tells them apart. Stateless.
 */
final class LoggingCall {
    private static final int DEEPEST = 16;
    private static final List<String> PACKAGES = List.of("ch.qos.logback.", "org.apache.logging.", "org.slf4j.");

    private LoggingCall() {}

    /** Whether the logging system, which called the code that asks, was itself asked whether a level is on. */
    static boolean isQuestion() {
        String called = StackWalker.getInstance().walk(frames -> frames.limit(DEEPEST)
                .dropWhile(frame -> !isOfLogging(frame))
                .takeWhile(LoggingCall::isOfLogging)
                .reduce((inner, outer) -> outer)
                .map(StackFrame::getMethodName)
                .orElse(""));
        return called.startsWith("is");
    }

    private static boolean isOfLogging(StackFrame frame) {
        return PACKAGES.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
