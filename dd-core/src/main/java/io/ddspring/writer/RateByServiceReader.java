/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonParser;
import io.ddspring.vendor.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the sampling rates in the Agent's answer to traces. */
final class RateByServiceReader {
    private static final JsonFactory JSON = new JsonFactory();

    private RateByServiceReader() {}

    /**
     * The rates by {@code service:<service>,env:<environment>}; null when the answer has none. What is not a number is
     * left out; whether a number makes sense as a rate is not looked at.
     *
     * @throws IOException when the answer is none that an Agent gives: a JSON object, {@code OK} or nothing
     */
    static @Nullable Map<String, Double> read(byte[] body) throws IOException {
        String start = new String(body, 0, Math.min(body.length, 8), StandardCharsets.ISO_8859_1).strip();
        if (start.isEmpty() || start.equals("OK")) {
            return null;
        }
        Map<String, Double> rates = null;
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean hasRates = in.currentName().equals("rate_by_service");
                if (in.nextToken() == JsonToken.START_OBJECT && hasRates) {
                    rates = readRates(in);
                } else {
                    in.skipChildren();
                }
            }
        }
        return rates;
    }

    private static Map<String, Double> readRates(JsonParser in) throws IOException {
        Map<String, Double> rates = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            JsonToken value = in.nextToken();
            if (value != null && value.isNumeric()) {
                rates.put(key, in.getDoubleValue());
            } else {
                in.skipChildren();
            }
        }
        return rates;
    }
}
