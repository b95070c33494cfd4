/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogBufferTest {
    @Test
    void lines_come_out_as_they_went_in() throws IOException {
        LogBuffer buffer = new LogBuffer(1_000_000);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            buffer.add(line("grüße " + i, null));
            expected.add("1970-01-01T00:00:00Z DEBUG [main] io.ddspring.A - grüße " + i);
        }

        assertThat(text(buffer).lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void a_stack_trace_follows_its_line() throws IOException {
        LogBuffer buffer = new LogBuffer(1_000_000);
        buffer.add(line("failed", new IllegalStateException("why")));

        assertThat(text(buffer))
                .startsWith("1970-01-01T00:00:00Z DEBUG [main] io.ddspring.A - failed\n"
                        + "java.lang.IllegalStateException: why" + System.lineSeparator() + "\tat ");
    }

    @Test
    void the_oldest_lines_make_room() throws IOException {
        LogBuffer buffer = new LogBuffer(300_000);
        for (int i = 0; i < 20_000; i++) {
            buffer.add(line("number " + i, null));
        }

        String text = text(buffer);

        assertThat(buffer.size()).isBetween(200_000L, 300_000L);
        assertThat(text)
                .startsWith("(")
                .contains(" earlier lines are left out)\n")
                .endsWith("number 19999\n");
        int missing = Integer.parseInt(text.substring(1, text.indexOf(' ')));
        assertThat(text.lines()).hasSize(20_000 - missing + 1);
    }

    @Test
    void a_very_long_line_is_cut() throws IOException {
        LogBuffer buffer = new LogBuffer(300_000);
        buffer.add(line("x".repeat(1_000_000), null));
        buffer.add(line("next", null));

        assertThat(text(buffer)).hasSizeLessThan(20_000).contains("... (cut)\n").endsWith("next\n");
    }

    private static LogLine line(String message, Throwable failure) {
        return new LogLine(Instant.EPOCH, "DEBUG", "main", "io.ddspring.A", message, failure);
    }

    private static String text(LogBuffer buffer) throws IOException {
        StringWriter text = new StringWriter();
        buffer.copyTo(text);
        return text.toString();
    }
}
