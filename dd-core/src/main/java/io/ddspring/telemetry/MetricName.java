/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A metric of the library about itself. Immutable.
 *
 * @param namespace for example {@code tracers}
 * @param metric without the namespace
 * @param tags entries {@code key:value} in lower case
 * @param common whether tracers of other languages have it as well
 */
record MetricName(String namespace, String metric, List<String> tags, boolean common) {
    /** A metric that tracers of all languages have. */
    static MetricName common(String namespace, String metric, String... tags) {
        return new MetricName(namespace, metric, lowerCase(tags), true);
    }

    /** A metric of this library alone. */
    static MetricName own(String namespace, String metric, String... tags) {
        return new MetricName(namespace, metric, lowerCase(tags), false);
    }

    private static List<String> lowerCase(String... tags) {
        return Arrays.stream(tags).map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
    }

    /** Writes the members that follow the points. */
    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tags");
        for (String tag : tags) {
            json.writeString(tag);
        }
        json.writeEndArray();
        json.writeBooleanField("common", common);
        json.writeStringField("namespace", namespace);
    }

    /** Writes a number, a whole one without a fraction. */
    static void writeNumber(JsonGenerator json, double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }
}
