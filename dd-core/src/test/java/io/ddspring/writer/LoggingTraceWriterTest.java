/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggingTraceWriterTest {
    @Test
    void a_span_is_one_line_without_its_tags() {
        LoggingTraceWriter writer = new LoggingTraceWriter();
        try (LogLines lines = new LogLines(LoggingTraceWriter.class)) {
            writer.write(List.of(new SampleSpan().tag("user", "secret"), new SampleSpan()));
            writer.close();
            writer.write(SampleSpan.chunk(1));

            assertThat(lines.at(Level.INFO)).hasSize(2);
            assertThat(lines.at(Level.INFO).get(0))
                    .contains(
                            "trace_id=00000000000000008000000000000001",
                            "span_id=2",
                            "resource=GET /cart",
                            "duration_us=1500")
                    .doesNotContain("secret");
        }
    }
}
