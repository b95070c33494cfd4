/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.metrics;

import io.ddspring.flare.FlareEntry;
import io.ddspring.metrics.dogstatsd.MetricsReporting;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Part of a flare: where metrics go, what is sent and what is not, a line for each. */
final class MetricsReport implements FlareEntry.Content {
    private final MetricsReporting reporting;

    MetricsReport(MetricsReporting reporting) {
        this.reporting = reporting;
    }

    @Override
    public void write(Writer out) throws IOException {
        write("", reporting.status(), out);
    }

    private static void write(String prefix, Map<?, ?> values, Writer out) throws IOException {
        for (Map.Entry<?, ?> value : values.entrySet()) {
            if (value.getValue() instanceof Map<?, ?> inner) {
                write(prefix + value.getKey() + '.', inner, out);
            } else {
                out.write(prefix + value.getKey() + '=' + value.getValue() + '\n');
            }
        }
    }
}
