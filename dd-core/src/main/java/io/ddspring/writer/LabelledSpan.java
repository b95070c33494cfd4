/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A span with further tags behind its own; one that it has itself is not added. Used by one thread. */
final class LabelledSpan implements SpanData {
    private @Nullable SpanData labelled;
    // Names, each followed by its value.
    private String[] tags = new String[0];
    private int tagsEnd;
    private String metric = "";
    private double metricValue;
    private boolean hasMetric;

    /**
     * Becomes {@code span} with further tags.
     *
     * @param moreTags names, each followed by its value
     */
    void label(SpanData span, String[] moreTags, String moreMetric, double value) {
        labelled = span;
        if (tags.length < moreTags.length) {
            tags = new String[moreTags.length];
        }
        tagsEnd = 0;
        for (int i = 0; i < moreTags.length; i += 2) {
            if (span.tag(moreTags[i]) == null) {
                tags[tagsEnd++] = moreTags[i];
                tags[tagsEnd++] = moreTags[i + 1];
            }
        }
        metric = moreMetric;
        metricValue = value;
        hasMetric = Double.isNaN(span.metric(moreMetric, Double.NaN));
    }

    void release() {
        labelled = null;
    }

    private SpanData span() {
        return Objects.requireNonNull(labelled, "no span is labelled");
    }

    @Override
    public int tagCount() {
        return span().tagCount() + tagsEnd / 2;
    }

    @Override
    public String tagName(int index) {
        int further = index - span().tagCount();
        return further < 0 ? span().tagName(index) : tags[2 * further];
    }

    @Override
    public String tagValue(int index) {
        int further = index - span().tagCount();
        return further < 0 ? span().tagValue(index) : tags[2 * further + 1];
    }

    @Override
    public @Nullable String tag(String name) {
        for (int i = 0; i < tagsEnd; i += 2) {
            if (tags[i].equals(name)) {
                return tags[i + 1];
            }
        }
        return span().tag(name);
    }

    @Override
    public int metricCount() {
        return span().metricCount() + (hasMetric ? 1 : 0);
    }

    @Override
    public String metricName(int index) {
        return index < span().metricCount() ? span().metricName(index) : metric;
    }

    @Override
    public double metricValue(int index) {
        return index < span().metricCount() ? span().metricValue(index) : metricValue;
    }

    @Override
    public double metric(String name, double absent) {
        return hasMetric && name.equals(metric) ? metricValue : span().metric(name, absent);
    }

    @Override
    public String serviceName() {
        return span().serviceName();
    }

    @Override
    public String operationName() {
        return span().operationName();
    }

    @Override
    public String resourceName() {
        return span().resourceName();
    }

    @Override
    public @Nullable String spanType() {
        return span().spanType();
    }

    @Override
    public long traceIdHigh() {
        return span().traceIdHigh();
    }

    @Override
    public long traceIdLow() {
        return span().traceIdLow();
    }

    @Override
    public long spanId() {
        return span().spanId();
    }

    @Override
    public long parentId() {
        return span().parentId();
    }

    @Override
    public long startNanos() {
        return span().startNanos();
    }

    @Override
    public long durationNanos() {
        return span().durationNanos();
    }

    @Override
    public boolean isError() {
        return span().isError();
    }

    @Override
    public boolean isLocalRoot() {
        return span().isLocalRoot();
    }

    @Override
    public List<SpanLink> links() {
        return span().links();
    }

    @Override
    public List<SpanEvent> events() {
        return span().events();
    }

    @Override
    public Map<String, byte[]> metaStruct() {
        return span().metaStruct();
    }
}
