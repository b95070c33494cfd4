/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.benchmarks.result.Figure;
import io.ddspring.benchmarks.result.MarkdownTable;
import io.ddspring.benchmarks.result.Results;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerformanceReportTest {
    private final Samples micro = new Samples();
    private final Samples startup = new Samples();

    @Test
    void a_started_variant_is_compared_with_bare() throws IOException {
        start("bare", 2, 4);
        start("ddspring", 2.2, 4.4);

        assertThat(contents().get("start-up"))
                .contains("| bare | 3.00 (2.50 to 3.50) | 1 |")
                .contains("| ddspring | 3.30 (2.75 to 3.85) | 1.10 |");
    }

    @Test
    void a_target_is_met_or_missed() throws IOException {
        start("bare", 2);
        start("ddspring", 2.2);

        assertThat(contents().get("targets"))
                .contains("| start-up wall time ÷ bare | ≤ 1.08 | 1.10 | **missed** |")
                .contains("| start-up CPU ÷ bare | ≤ 1.1 | 1.10 | met |")
                .contains("| resident memory after load − bare, MB | ≤ 25 | not measured |  |");
    }

    @Test
    void hot_paths_stand_side_by_side() throws IOException {
        micro.add(Figure.NANOS, "SpanBenchmark.rootDdspring", 300);
        micro.add(Figure.NANOS, "SpanBenchmark.rootOpentelemetry", 600);

        assertThat(contents().get("micro-time"))
                .contains("| a root span, 5 tags, finished | 300 | 600 | – | 0.50 | – |");
    }

    @Test
    void encoders_have_a_speed() throws IOException {
        micro.add(Figure.NANOS, "EncodingBenchmark.ddspringV04[UNIQUE]", 400);

        assertThat(contents().get("micro-encoders"))
                .contains(
                        "| encode a span of 10 tags, no value repeats: ours v0.4, OTLP, Brave's proto3 | 2.50 | – | – |");
    }

    @Test
    void the_published_page_has_a_place_for_everything() throws IOException {
        String page = Files.readString(Path.of("../docs/performance.md"));

        assertThat(GeneratedPage.with(contents(), page)).contains("start-up wall time ÷ bare");
    }

    @Test
    void figures_have_three_digits() {
        assertThat(MarkdownTable.number(1.234)).isEqualTo("1.23");
        assertThat(MarkdownTable.number(99.96)).isEqualTo("100");
        assertThat(MarkdownTable.number(-12.34)).isEqualTo("-12.3");
    }

    private void start(String variant, double... seconds) {
        for (double value : seconds) {
            startup.add(Figure.START_WALL_SECONDS, variant, value);
            startup.add(Figure.START_CPU_SECONDS, variant, value);
            startup.add(Figure.START_CLASSES, variant, 10_000);
        }
    }

    private Map<String, String> contents() throws IOException {
        return PerformanceReport.contents(
                new Results(Map.of(), micro), new Results(Map.of(), startup), new Results(Map.of(), new Samples()));
    }
}
