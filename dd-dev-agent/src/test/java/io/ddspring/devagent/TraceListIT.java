/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.traces.Payloads.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.traces.Payloads;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list of traces when there are many. */
@Timeout(30)
class TraceListIT {
    private final DevAgent agent =
            DevAgent.builder().port(0).dogStatsDPort(-1).maxTraces(10).start();
    private final AgentConnection connection = new AgentConnection(agent);

    @BeforeEach
    void send_fifteen_traces() throws Exception {
        for (int id = 1; id <= 15; id++) {
            connection.send("PUT", "/v0.4/traces", Payloads.of(List.of(span(id, 1, 0, id % 2 == 0 ? "even" : "odd"))));
        }
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void comes_in_pages_that_do_not_overlap() throws Exception {
        assertThat(ids("limit=4")).containsExactly(15, 14, 13, 12);
        assertThat(ids("limit=4&offset=4")).containsExactly(11, 10, 9, 8);
        assertThat(ids("limit=4&offset=8")).containsExactly(7, 6);
        assertThat(ids("limit=4&offset=12")).isEmpty();
        assertThat(ids("q=name:even&limit=2&offset=2")).containsExactly(10, 8);
        assertThat(connection.get("/api/traces?offset=-1").statusCode()).isEqualTo(400);
    }

    @Test
    void tells_how_many_match_and_how_many_had_to_go() throws Exception {
        JsonNode list = connection.json("/api/traces?q=name:even&limit=1");

        assertThat(list.at("/kept").intValue()).isEqualTo(10);
        assertThat(list.at("/matching").intValue()).isEqualTo(5);
        assertThat(list.at("/evicted").intValue()).isEqualTo(5);
        assertThat(connection.get("/api/traces/0000000000000005").statusCode()).isEqualTo(404);
        assertThat(connection.get("/api/traces/0000000000000006").statusCode()).isEqualTo(200);
    }

    private List<Integer> ids(String query) throws Exception {
        return connection.json("/api/traces?" + query).findValuesAsText("traceId").stream()
                .map(id -> Integer.parseInt(id, 16))
                .toList();
    }
}
