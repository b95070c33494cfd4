/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import io.ddspring.trace.TraceIds;
import java.util.Map;

/**
 * Adds the tags that every sent chunk carries because of where it comes from: service and process, place in the trace,
 * sampling decision, propagated tags.
 */
final class ChunkTags {
    private static final String LANGUAGE = "jvm";

    private final EngineSettings settings;
    private final ProcessIdentity process;

    ChunkTags(EngineSettings settings, ProcessIdentity process) {
        this.settings = settings;
        this.process = process;
    }

    /** Tags the spans of {@code chunk}, which are in the order in which they are sent. */
    void addTo(TraceSegment segment, CoreSpan[] chunk) {
        int priority = segment.decideSamplingPriority();
        int last = chunk.length - 1;
        for (int i = 0; i <= last; i++) {
            CoreSpan span = chunk[i];
            SpanRecord record = span.record();
            boolean topLevel = isTopLevel(span);
            addService(record);
            addIntegration(record);
            if (topLevel) {
                record.setMetric(Tags.TOP_LEVEL, 1);
            }
            if (topLevel || i == 0 || i == last) {
                record.setMetric(Tags.SAMPLING_PRIORITY, priority);
            }
            if (record.isLocalRoot()) {
                addLocalRoot(segment, record);
            }
            record.setTag(Tags.ORIGIN, segment.origin());
        }
        addToFirst(segment, chunk[0].record());
    }

    private static boolean isTopLevel(CoreSpan span) {
        CoreSpan parent = span.parent();
        return parent == null
                || !parent.record().serviceName().equals(span.record().serviceName());
    }

    private void addService(SpanRecord record) {
        setIfAbsent(record, Tags.ENV, settings.env());
        if (record.serviceName().equalsIgnoreCase(settings.service())) {
            setIfAbsent(record, Tags.VERSION, settings.version());
        } else {
            record.setTag(Tags.BASE_SERVICE, settings.service());
        }
        record.setTag(Tags.SERVICE_SOURCE, record.service().source());
        for (Map.Entry<String, String> tag : settings.globalTags().entrySet()) {
            setIfAbsent(record, tag.getKey(), tag.getValue());
        }
    }

    private static void addIntegration(SpanRecord record) {
        String component = record.tag(Tags.COMPONENT);
        if (component != null) {
            record.setTag(Tags.INTEGRATION, component);
        }
        if (SpanKind.SERVER.equals(record.tag(Tags.SPAN_KIND))) {
            record.setTag(Tags.LANGUAGE, LANGUAGE);
        }
    }

    private void addLocalRoot(TraceSegment segment, SpanRecord record) {
        record.setTag(Tags.LANGUAGE, LANGUAGE);
        record.setTag(Tags.RUNTIME_ID, process.runtimeId());
        record.setTag(Tags.TRACER_HOST, process.hostname());
        if (settings.reportHostname()) {
            record.setTag(Tags.HOSTNAME, process.hostname());
        }
        record.setTag(Tags.PROCESS_ID, process.processId());
        record.setMetric(Tags.ATTRIBUTE_SCHEMA, 0);
        record.setMetric(Tags.PROFILING_ENABLED, 0);
        SamplingDecision decision = segment.sampling().automaticDecision();
        if (decision != null && decision.rateMetric() != null && !segment.isContinued()) {
            record.setMetric(decision.rateMetric(), decision.rate());
        }
        record.setTag(Tags.LAST_PARENT_ID, segment.lastDatadogParentId());
        record.setTag(Tags.PROPAGATION_ERROR, segment.propagationError());
    }

    /** Adds what the first span of those that are sent says for all of them. */
    static void addToFirst(TraceSegment segment, SpanRecord first) {
        first.setMetric(Tags.SAMPLING_PRIORITY, segment.sampling().priority());
        segment.propagationTags().forEach(first::setTag);
        if (segment.traceIdHigh() != 0) {
            first.setTag(PropagationTags.TRACE_ID_HIGH, TraceIds.toHex(segment.traceIdHigh()));
        }
    }

    private static void setIfAbsent(SpanRecord record, String name, String value) {
        if (record.tag(name) == null) {
            record.setTag(name, value);
        }
    }
}
