/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedErrorTest {
    private final Engine engine = new Engine();
    private final Span span = engine.root();

    @Test
    void type_message_and_stack_are_recorded() {
        SpanData sent = recorded(new IllegalStateException("no stock", new IOException("disk")));

        assertThat(sent.isError()).isTrue();
        assertThat(sent.tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        assertThat(sent.tag(Tags.ERROR_MESSAGE)).isEqualTo("no stock");
        assertThat(sent.tag(Tags.ERROR_STACK))
                .startsWith("java.lang.IllegalStateException: no stock" + System.lineSeparator() + "\tat ")
                .contains(RecordedErrorTest.class.getName())
                .contains("Caused by: java.io.IOException: disk");
        assertThat(sent.tag("error.msg")).isNull();
    }

    @Test
    void an_absent_message_leaves_the_tag_out() {
        SpanData sent = recorded(new IllegalStateException());

        assertThat(sent.tag(Tags.ERROR_MESSAGE)).isNull();
        assertThat(sent.isError()).isTrue();
    }

    @Test
    void the_last_failure_replaces_the_one_before_completely() {
        span.recordError(new IllegalStateException("first"));

        SpanData sent = recorded(new IllegalArgumentException());

        assertThat(sent.tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(sent.tag(Tags.ERROR_MESSAGE)).isNull();
        assertThat(sent.tag(Tags.ERROR_STACK)).doesNotContain("first");
    }

    @Test
    void the_flag_that_the_application_cleared_stays_cleared() {
        span.setError(false);

        SpanData sent = recorded(new IllegalStateException("expected"));

        assertThat(sent.isError()).isFalse();
        assertThat(sent.tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
    }

    static List<Throwable> brokenPipes() {
        return List.of(
                new IOException("Broken pipe"),
                new IOException("java.io.IOException: broken PIPE (write failed)"),
                new IllegalStateException("not written", new IOException("Broken pipe")));
    }

    @ParameterizedTest
    @MethodSource("brokenPipes")
    void a_client_that_went_away_is_no_error(Throwable failure) {
        SpanData sent = recorded(failure);

        assertThat(sent.isError()).isFalse();
        assertThat(sent.tag(Tags.ERROR_TYPE)).isEqualTo(failure.getClass().getName());
        assertThat(sent.tag(Tags.ERROR_MESSAGE)).isEqualTo(failure.getMessage());
        assertThat(sent.tag(Tags.ERROR_STACK)).isNull();
    }

    @Test
    void a_long_stack_keeps_its_first_and_last_lines() {
        Engine small = new Engine(builder -> builder.stackTraceLimit(2_000));
        Span limited = small.root();
        Throwable failure = deep(200);
        limited.recordError(failure);
        limited.finish();

        String stack = small.sent().tag(Tags.ERROR_STACK);
        assertThat(stack).hasSizeBetween(1_500, 2_000);
        assertThat(stack.lines().toList())
                .startsWith("java.lang.IllegalStateException: deep", "\tat " + failure.getStackTrace()[0])
                .containsOnlyOnce("\t... (cut) ...")
                .endsWith("\tat " + failure.getStackTrace()[failure.getStackTrace().length - 1])
                .allMatch(line -> line.startsWith("\tat ") || line.startsWith("\t...") || line.startsWith("java."));
    }

    @Test
    void a_stack_is_cut_at_twenty_thousand_characters_unless_said_otherwise() {
        SpanData sent = recorded(deep(900));

        assertThat(sent.tag(Tags.ERROR_STACK)).hasSizeBetween(19_000, 20_000);
    }

    @Test
    void one_endless_line_is_cut_as_well() {
        SpanData sent = recorded(new IllegalStateException("x".repeat(100_000)));

        assertThat(sent.tag(Tags.ERROR_STACK))
                .hasSizeLessThanOrEqualTo(20_000)
                .startsWith("java.lang.IllegalStateException: xxx")
                .contains("(cut)")
                .endsWith(System.lineSeparator());
    }

    @Test
    void a_stack_as_long_as_allowed_is_not_cut_and_one_character_more_is() {
        Throwable failure = new BareText("x".repeat(500));
        for (int limit : new int[] {499, 500, 501}) {
            String stack = ErrorText.stackOf(failure, limit);

            assertThat(stack).hasSizeLessThanOrEqualTo(limit);
            assertThat(stack.contains("(cut)")).isEqualTo(limit < 500);
        }
        assertThat(ErrorText.stackOf(failure, 499)).hasSizeGreaterThan(495);
    }

    @Test
    void a_fatal_error_of_an_exception_is_not_hidden() {
        OutOfMemoryError fatal = new OutOfMemoryError("no");
        Throwable failure = new RuntimeException() {
            @Override
            public String getMessage() {
                throw fatal;
            }
        };

        assertThatThrownBy(() -> span.recordError(failure)).isSameAs(fatal);
    }

    @Test
    void an_exception_that_cannot_tell_its_message_is_recorded_without_it() {
        SpanData sent = recorded(new Untellable());

        assertThat(sent.isError()).isTrue();
        assertThat(sent.tag(Tags.ERROR_TYPE)).isEqualTo(Untellable.class.getName());
        assertThat(sent.tag(Tags.ERROR_MESSAGE)).isNull();
        assertThat(sent.tag(Tags.ERROR_STACK))
                .startsWith(Untellable.class.getName() + "\n\tat " + RecordedErrorTest.class.getName());
    }

    @Test
    void an_exception_that_answers_nothing_at_all_is_recorded_by_its_class() {
        SpanData sent = recorded(new Mute());

        assertThat(sent.isError()).isTrue();
        assertThat(sent.tag(Tags.ERROR_TYPE)).isEqualTo(Mute.class.getName());
        assertThat(sent.tag(Tags.ERROR_STACK)).isEqualTo(Mute.class.getName() + "\n");
    }

    @Test
    void an_exception_that_is_its_own_cause_is_recorded() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException two = new IllegalStateException("two", one);
        one.initCause(two);

        assertThat(recorded(one).tag(Tags.ERROR_STACK)).contains("CIRCULAR REFERENCE");
    }

    private SpanData recorded(Throwable failure) {
        span.recordError(failure);
        span.finish();
        return engine.sent();
    }

    private static Throwable deep(int frames) {
        return frames == 0 ? new IllegalStateException("deep") : deep(frames - 1);
    }

    /** Prints nothing but its text. */
    private static final class BareText extends RuntimeException {
        private static final long serialVersionUID = 1;

        BareText(String text) {
            super(text);
        }

        @Override
        public void printStackTrace(PrintWriter target) {
            target.print(getMessage());
        }
    }

    private static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new AssertionError("no message");
        }
    }

    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }

        @Override
        public Throwable getCause() {
            throw new IllegalStateException();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException();
        }
    }

    @Test
    void an_exception_can_be_recorded_as_an_event_without_being_an_error() {
        Engine own = new Engine();
        own.root()
                .recordException(new IllegalStateException("no stock"), Map.of("exception.message", "mine", "n", 1L))
                .finish();

        assertThat(own.sent().isError()).isFalse();
        assertThat(own.sent().tag("error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(own.sent().tag("error.message")).isEqualTo("mine");
        assertThat(own.sent().events()).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("exception");
            assertThat(event.attributes())
                    .containsEntry("exception.type", "java.lang.IllegalStateException")
                    .containsEntry("exception.message", "mine")
                    .containsEntry("n", 1L);
            assertThat(event.attributes().get("exception.stacktrace"))
                    .asString()
                    .contains("RecordedErrorTest");
        });
    }
}
