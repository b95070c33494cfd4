/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactedStackTraceTest {
    private static final StackTraceElement APPLICATION = new StackTraceElement("com.acme.A", "f", "A.java", 1);
    private static final StackTraceElement OTHER = new StackTraceElement("com.acme.B", "g", "B.java", 2);
    private static final StackTraceElement SPRING =
            new StackTraceElement("org.springframework.web.Filter", "doFilter", "Filter.java", 3);
    private static final StackTraceElement OURS =
            new StackTraceElement("io.ddspring.trace.CoreSpan", "finish", "CoreSpan.java", 4);
    private static final StackTraceElement JDK = new StackTraceElement("java.lang.Thread", "run", "Thread.java", 1583);

    @Test
    void frames_of_the_application_are_counted_and_the_message_is_left_out() {
        assertThat(RedactedStackTrace.of(thrown(new IllegalStateException("secret"), APPLICATION, OTHER, JDK)))
                .isEqualTo("java.lang.IllegalStateException\n"
                        + "  at (redacted: 2 frames)\n"
                        + "  at java.lang.Thread.run(Thread.java:1583)\n");
    }

    @Test
    void frames_of_the_library_are_shown_and_those_of_frameworks_are_not() {
        assertThat(RedactedStackTrace.of(thrown(new IllegalStateException(), OURS, SPRING, JDK, APPLICATION)))
                .isEqualTo("java.lang.IllegalStateException\n"
                        + "  at io.ddspring.trace.CoreSpan.finish(CoreSpan.java:4)\n"
                        + "  at (redacted)\n"
                        + "  at java.lang.Thread.run(Thread.java:1583)\n"
                        + "  at (redacted)\n");
    }

    @Test
    void causes_follow_without_the_frames_they_share() {
        Throwable cause = thrown(new IllegalArgumentException("secret"), OURS, APPLICATION, JDK);
        Throwable failure = thrown(new IllegalStateException("secret", cause), OTHER, APPLICATION, JDK);

        assertThat(RedactedStackTrace.of(failure))
                .isEqualTo("java.lang.IllegalStateException\n"
                        + "  at (redacted: 2 frames)\n"
                        + "  at java.lang.Thread.run(Thread.java:1583)\n"
                        + "Caused by: java.lang.IllegalArgumentException\n"
                        + "  at io.ddspring.trace.CoreSpan.finish(CoreSpan.java:4)\n"
                        + "  ... 2 more\n");
    }

    @Test
    void causes_that_go_round_in_a_circle_come_to_an_end() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);

        assertThat(RedactedStackTrace.of(first)).containsOnlyOnce("Caused by");
    }

    private static Throwable thrown(Throwable failure, StackTraceElement... frames) {
        failure.setStackTrace(frames);
        return failure;
    }
}
