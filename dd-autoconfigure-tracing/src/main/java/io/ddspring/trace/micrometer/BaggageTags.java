/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanProcessor;
import java.util.List;
import java.util.Map;

/** Shows baggage items as tags of every span of their trace. Thread-safe. */
public final class BaggageTags implements SpanProcessor {
    private final List<String> names;

    /** @param names of the items */
    public BaggageTags(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    public void onSpansFinished(List<? extends Span> spans) {
        for (Span span : spans) {
            Map<String, String> baggage = span.context().baggage();
            SpanData data = span.data();
            for (String name : names) {
                String value = baggage.get(name);
                if (value != null && data != null && data.tag(name) == null) {
                    span.setTag(name, value);
                }
            }
        }
    }
}
