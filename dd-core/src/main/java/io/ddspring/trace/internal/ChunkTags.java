/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import io.ddspring.trace.TraceIds;
import org.jspecify.annotations.Nullable;

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

    /**
     * Tags the spans of {@code chunk}, which are in the order in which they are sent.
     *
     * @return the trace's sampling priority
     */
    int addTo(TraceSegment segment, CoreSpan[] chunk) {
        int priority = segment.decideSamplingPriority();
        String origin = segment.origin();
        for (CoreSpan span : chunk) {
            SpanRecord record = span.record();
            boolean topLevel = isTopLevel(span);
            addService(record);
            addIntegration(record);
            if (origin != null) {
                record.setTag(Tags.ORIGIN, origin);
            }
            if (topLevel) {
                record.setMetric(Tags.TOP_LEVEL, 1);
                record.setMetric(Tags.SAMPLING_PRIORITY, priority);
            }
            if (!settings.apmEnabled()) {
                record.setMetric(Tags.APM_ENABLED, 0);
            }
            if (record.isLocalRoot()) {
                addLocalRoot(segment, record);
            }
        }
        addEnds(segment, chunk, priority);
        return priority;
    }

    /** Tags the first and the last span of {@code chunk} as such. */
    static void addEnds(TraceSegment segment, CoreSpan[] chunk, int priority) {
        chunk[0].record().setMetric(Tags.SAMPLING_PRIORITY, priority);
        chunk[chunk.length - 1].record().setMetric(Tags.SAMPLING_PRIORITY, priority);
        addFirst(segment, chunk[0].record());
    }

    private static boolean isTopLevel(CoreSpan span) {
        CoreSpan parent = span.parent();
        return parent == null
                || !parent.record().serviceName().equals(span.record().serviceName());
    }

    private void addService(SpanRecord record) {
        if (record.serviceName().equalsIgnoreCase(settings.service())) {
            if (record.tag(Tags.VERSION) == null) {
                record.setTag(Tags.VERSION, settings.version());
            }
        } else {
            record.setTag(Tags.BASE_SERVICE, settings.service());
        }
        String source = record.service().source();
        if (source != null) {
            record.setTag(Tags.SERVICE_SOURCE, source);
        }
    }

    private void addIntegration(SpanRecord record) {
        String component = record.tag(Tags.COMPONENT);
        if (component != null) {
            record.setTag(Tags.INTEGRATION, component);
        }
        String kind = record.tag(Tags.SPAN_KIND);
        if (SpanKind.SERVER.equals(kind)) {
            record.setTag(Tags.LANGUAGE, LANGUAGE);
        }
        settings.peerService().addDefault(record, kind, component);
    }

    private void addLocalRoot(TraceSegment segment, SpanRecord record) {
        record.setTag(Tags.LANGUAGE, LANGUAGE);
        record.setTag(Tags.RUNTIME_ID, process.runtimeId());
        record.setTag(Tags.TRACER_HOST, process.hostname());
        if (settings.reportHostname()) {
            record.setTag(Tags.HOSTNAME, process.hostname());
        }
        record.setTag(Tags.PROCESS_ID, process.processId());
        record.setMetric(Tags.ATTRIBUTE_SCHEMA, settings.attributeSchema());
        record.setMetric(Tags.PROFILING_ENABLED, 0);
        if (!segment.isContinued()) {
            addRates(segment.sampling().decision().automaticInForce(), record);
        }
        record.setTag(Tags.LAST_PARENT_ID, segment.lastDatadogParentId());
        record.setTag(Tags.PROPAGATION_ERROR, segment.propagationError());
    }

    private static void addRates(@Nullable SamplingDecision decision, SpanRecord record) {
        if (decision == null || decision.rateMetric() == null) {
            return;
        }
        record.setMetric(decision.rateMetric(), decision.rate().value());
        if (decision.isLimited()) {
            record.setMetric(Tags.LIMIT_PSR, decision.limiterRate());
        }
    }

    private static void addFirst(TraceSegment segment, SpanRecord first) {
        segment.propagationTags().forEach(first::setTag);
        if (segment.traceIdHigh() != 0) {
            first.setTag(PropagationTags.TRACE_ID_HIGH, TraceIds.highToHex(segment.traceIdHigh()));
        }
    }
}
