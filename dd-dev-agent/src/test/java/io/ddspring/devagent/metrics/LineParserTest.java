/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    @Test
    void reads_all_of_a_metric() throws MalformedPayloadException {
        assertThat(parse("a.b_c:1:-2.5:3e2|ms|@0.1|#x:y,z|c:in-42|e:it-1|card:low"))
                .isEqualTo(new Line.Metric(
                        "a.b_c", MetricType.TIMING, List.of("1", "-2.5", "3e2"), 0.1, List.of("x:y", "z"), null));
        assertThat(parse("a:1|g|T1700000000|#"))
                .isEqualTo(new Line.Metric("a", MetricType.GAUGE, List.of("1"), 1, List.of(), 1_700_000_000L));
        assertThat(parse("a:x:y|s"))
                .isEqualTo(new Line.Metric("a", MetricType.SET, List.of("x:y"), 1, List.of(), null));
    }

    @Test
    void takes_names_with_hyphens_as_tracers_send_them() throws MalformedPayloadException {
        assertThat(parse("datadog.tracer.span.client.no-context:6|c"))
                .isEqualTo(new Line.Metric(
                        "datadog.tracer.span.client.no-context", MetricType.COUNT, List.of("6"), 1, List.of(), null));
    }

    @Test
    void the_lengths_of_an_event_are_bytes() throws MalformedPayloadException {
        assertThat(parse("_e{3,6}:é!|a|\\nbc|d:1|h:h|k:k|p:low|s:s|t:info|#a"))
                .isEqualTo(new Line.Event("é!", "a|\nbc", "info", "low", "h", "s", "k", List.of("a")));
        assertThat(parse("_e{0,0}:|")).isEqualTo(new Line.Event("", "", "", "", "", "", "", List.of()));
    }

    @Test
    void reads_a_service_check() throws MalformedPayloadException {
        assertThat(parse("_sc|db|3|d:1|#a,b|m:no idea"))
                .isEqualTo(new Line.Check("db", 3, "", "no idea", List.of("a", "b")));
        assertThat(parse("_sc|db|0")).isEqualTo(new Line.Check("db", 0, "", "", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:1",
                ":1|c",
                "a:|c",
                "a:1|x",
                "a:1|",
                "a:NaN|g",
                "a:0x1p3|g",
                "a:1:|d",
                "1a:1|c",
                "a b:1|c",
                "a:1|c|@0",
                "a:1|c|@2",
                "a:1|c|@x",
                "a:1|c|",
                "a:1|c|?",
                "a:1|c|c:abc",
                "a:1|c|card:all",
                "a:1|h|T5",
                "a:1|c|@0.5|T5",
                "a:1|c|Tx",
                "_e{1,1}:a",
                "_e{1,1}:a|bc",
                "_e{9,9}:a|b",
                "_e{99999,99999}:a|b",
                "_e{x,1}:a|b",
                "_e{1,1}:a|b|t:bad",
                "_sc|db",
                "_sc|db|4",
                "_sc||0",
                "_sc|db|0|x:y"
            })
    void refuses_lines_that_an_agent_would_leave_out(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(MalformedPayloadException.class);
    }

    @Test
    void refuses_other_encodings() {
        assertThatThrownBy(() -> LineParser.parse(new byte[] {'a', ':', '1', '|', 'c', '|', '#', (byte) 0xe9}))
                .hasMessage("not UTF-8");
    }

    @Test
    void the_number_of_series_and_points_is_bounded() throws Exception {
        MetricStore store = new MetricStore();
        for (int i = 0; i < 300; i++) {
            store.add(parse("many:" + i + "|g"), i);
        }
        String points = json(store);
        assertThat(points)
                .contains("\"points\":[[180,180.0],[181,181.0],")
                .endsWith("[299,299.0]]}],\"events\":[],\"checks\":[],\"port\":0}");

        for (int i = 0; i < 3_000; i++) {
            store.add(parse("other:1|g|#n:" + i), i);
        }
        assertThat(json(store)).doesNotContain("many").contains("n:0\"").contains("n:2999");
        store.add(parse("one.more:1|g"), 1);
        assertThat(json(store)).contains("one.more").doesNotContain("n:0\"");
    }

    private static String json(MetricStore store) {
        return new String(store.json(0), StandardCharsets.UTF_8);
    }

    private static Line parse(String line) throws MalformedPayloadException {
        return LineParser.parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
