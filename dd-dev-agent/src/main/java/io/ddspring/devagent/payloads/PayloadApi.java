/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers the console's questions about payloads. */
final class PayloadApi {
    static final String LIST = "/api/payloads";
    static final String ONE = "/api/payloads/";
    private static final String DEFAULT_LIMIT = "100";
    private static final int MAX_LIMIT = 1000;

    private final PayloadStore payloads;

    PayloadApi(PayloadStore payloads) {
        this.payloads = payloads;
    }

    Reply list(Request request) {
        Map<String, String> parameters = request.parameters();
        String limit = parameters.getOrDefault("limit", DEFAULT_LIMIT);
        if (!limit.matches("[0-9]{1,4}")) {
            return Reply.text(400, "limit must be a number from 0 to " + MAX_LIMIT + "\n");
        }
        String kind = parameters.getOrDefault("kind", "");
        List<StoredPayload> all = payloads.newestFirst();
        Map<String, Integer> kinds = new TreeMap<>();
        all.forEach(payload -> kinds.merge(payload.kind(), 1, Integer::sum));
        List<StoredPayload> listed = all.stream()
                .filter(payload -> kind.isEmpty() || payload.kind().equals(kind))
                .limit(Math.min(Integer.parseInt(limit), MAX_LIMIT))
                .toList();
        return Reply.json(PayloadJson.list(listed, kinds));
    }

    Reply one(Request request) {
        String number = request.path().substring(ONE.length());
        Optional<StoredPayload> found =
                number.matches("[0-9]{1,18}") ? payloads.find(Long.parseLong(number)) : Optional.empty();
        return found.map(payload -> Reply.json(PayloadJson.one(payload)))
                .orElseGet(() -> Reply.text(404, "no such payload\n"));
    }
}
