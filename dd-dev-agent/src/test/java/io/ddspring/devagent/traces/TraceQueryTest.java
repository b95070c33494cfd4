/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import static io.ddspring.devagent.traces.Payloads.map;
import static io.ddspring.devagent.traces.Payloads.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceQueryTest {
    private static StoredTrace trace() throws MalformedPayloadException {
        Map<String, Object> root = span(0xabcL, 1, 0, "servlet.request");
        root.put("resource", "GET /orders/{id}");
        root.put("meta", map("_dd.p.tid", "6b02996c00000000", "http.status_code", "500"));
        Map<String, Object> query = span(0xabcL, 255, 1, "h2.query");
        query.put("service", "h2");
        query.put("resource", "SELECT * FROM Users /* unfinished quotation */");
        query.put("metrics", map("db.row_count", 3));
        query.put("error", 1);
        return StoredTrace.of(TraceStoreTest.chunk(root, query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "orders",
                "select users",
                "GET select",
                "H2.QUERY",
                "http.status_code:500",
                "db.row_count:3",
                "error:1",
                "6b02996c000000000000000000000abc",
                "2748",
                "00000000000000ff",
                "status:error",
                "STATUS:ERROR select",
                "duration:>1ms",
                "duration:>=1.5",
                "duration:<2s duration:>900us",
                "duration:<=1m",
                "service:H2",
                "name:query",
                "resource:\"from users\"",
                "\"select * from\" orders",
                "\"unfinished quotation"
            })
    void finds_every_word_anywhere_in_the_trace(String text) throws MalformedPayloadException {
        assertThat(TraceQuery.of("", text)).accepts(trace());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payments",
                "select payments",
                "http.status_code:200",
                "6b02996d",
                "status:ok",
                "duration:<1ms",
                "duration:>soon",
                "service:postgres",
                "name:orders",
                "resource:\"users from\"",
                "\"orders select\""
            })
    void does_not_find_what_is_not_there(String text) throws MalformedPayloadException {
        assertThat(TraceQuery.of("", text)).rejects(trace());
    }

    @Test
    void a_service_is_that_of_any_span_and_exact() throws MalformedPayloadException {
        assertThat(TraceQuery.of("h2", "orders")).accepts(trace());
        assertThat(TraceQuery.of("h", "")).rejects(trace());
        assertThat(TraceQuery.of("h2", "payments")).rejects(trace());
    }
}
