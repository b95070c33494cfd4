/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request and what became of it.
 *
 * @param type of the request
 * @param endpoint what it was sent to last
 */
record SentReport(Instant time, String type, String endpoint, int bytes, TelemetrySender.Outcome outcome) {
    /** For status pages. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("time", time.toString());
        facts.put("type", type);
        facts.put("endpoint", endpoint);
        facts.put("bytes", bytes);
        facts.put("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return facts;
    }
}
