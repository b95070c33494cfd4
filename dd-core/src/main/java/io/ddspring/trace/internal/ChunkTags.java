/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import io.ddspring.trace.TraceIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the tags that every sent chunk carries because of where it comes from: service and process, place in the trace,
 * sampling decision, propagated tags.
 */
final class ChunkTags {
    private static final String LANGUAGE = "jvm";

    private final EngineSettings settings;
    private final ProcessIdentity process;
    private final SharedTags common;
    private final ExtraServices extraServices;
    // For spans of the service itself and of others, for local roots and for others.
    private final AddedTags ownRoot;
    private final AddedTags ownInner;
    private final AddedTags otherRoot;
    private final AddedTags otherInner;
    private final SharedTags everShared;

    /** @param common the tags with which all spans begin */
    ChunkTags(EngineSettings settings, ProcessIdentity process, SharedTags common, ExtraServices extraServices) {
        this.settings = settings;
        this.extraServices = extraServices;
        this.process = process;
        this.common = common;
        this.ownRoot = ofLocalRoot(ofOwnService());
        this.ownInner = ofOwnService().besides(common);
        this.otherRoot = ofLocalRoot(ofOtherService());
        this.otherInner = ofOtherService().besides(common);
        this.everShared = ownRoot.all().with(otherRoot.all());
    }

    /** All tags that spans share, those they begin with and those that are added here. */
    SharedTags everShared() {
        return everShared;
    }

    private AddedTags.Builder ofOwnService() {
        AddedTags.Builder tags = ofAll();
        return common.get(Tags.VERSION) != null ? tags : tags.add(Tags.VERSION, settings.version());
    }

    private AddedTags.Builder ofOtherService() {
        return ofAll().add(Tags.BASE_SERVICE, settings.service());
    }

    private AddedTags.Builder ofAll() {
        AddedTags.Builder tags = new AddedTags.Builder();
        return settings.apmEnabled() ? tags : tags.add(Tags.APM_ENABLED, 0);
    }

    private AddedTags ofLocalRoot(AddedTags.Builder tags) {
        return tags.add(Tags.LANGUAGE, LANGUAGE)
                .add(Tags.RUNTIME_ID, process.runtimeId())
                .add(Tags.TRACER_HOST, process.hostname())
                .add(Tags.HOSTNAME, settings.reportHostname() ? process.hostname() : "")
                .add(Tags.PROCESS_ID, (double) process.processId())
                .add(Tags.ATTRIBUTE_SCHEMA, settings.attributeSchema())
                .add(Tags.PROFILING_ENABLED, 0)
                .add(Tags.TOP_LEVEL, 1)
                .besides(common);
    }

    /**
     * Tags the spans of {@code chunk}, which are in the order in which they are sent.
     *
     * @return the trace's sampling priority
     */
    int addTo(TraceSegment segment, List<CoreSpan> chunk) {
        int priority = segment.decideSamplingPriority();
        String origin = segment.origin();
        int last = chunk.size() - 1;
        for (int i = 0; i <= last; i++) {
            CoreSpan span = chunk.get(i);
            boolean own = span.serviceName().equalsIgnoreCase(settings.service());
            boolean root = span.isLocalRoot();
            if (!own) {
                extraServices.add(span.serviceName());
            }
            span.share(root ? own ? ownRoot : otherRoot : own ? ownInner : otherInner);
            addIntegration(span);
            String source = span.service().source();
            if (source != null) {
                span.put(Tags.SERVICE_SOURCE, source);
            }
            if (origin != null) {
                span.put(Tags.ORIGIN, origin);
            }
            boolean topLevel = root || isTopLevel(span);
            if (root) {
                addLocalRoot(segment, span);
            } else if (topLevel) {
                span.put(Tags.TOP_LEVEL, 1);
            }
            if (topLevel || i == 0 || i == last) {
                span.put(Tags.SAMPLING_PRIORITY, priority);
            }
        }
        addPropagated(segment, chunk.get(0));
        return priority;
    }

    /** Tags the first and the last span of {@code chunk} as such. */
    static void addEnds(TraceSegment segment, List<CoreSpan> chunk, int priority) {
        chunk.get(chunk.size() - 1).put(Tags.SAMPLING_PRIORITY, priority);
        CoreSpan first = chunk.get(0);
        first.put(Tags.SAMPLING_PRIORITY, priority);
        addPropagated(segment, first);
    }

    private static boolean isTopLevel(CoreSpan span) {
        CoreSpan parent = span.parent();
        return parent == null || !parent.serviceName().equals(span.serviceName());
    }

    private void addIntegration(CoreSpan span) {
        String component = span.tag(Tags.COMPONENT);
        if (component != null) {
            span.put(Tags.INTEGRATION, component);
        }
        String kind = span.tag(Tags.SPAN_KIND);
        if (SpanKind.SERVER.equals(kind) && !span.isLocalRoot()) {
            span.put(Tags.LANGUAGE, LANGUAGE);
        }
        settings.peerService().addDefault(span, kind, component);
    }

    private static void addLocalRoot(TraceSegment segment, CoreSpan root) {
        if (!segment.isContinued()) {
            addRates(segment.sampling().decision().automaticInForce(), root);
        }
        String lastParentId = segment.lastDatadogParentId();
        if (lastParentId != null) {
            root.put(Tags.LAST_PARENT_ID, lastParentId);
        }
        String error = segment.propagationError();
        if (error != null) {
            root.put(Tags.PROPAGATION_ERROR, error);
        }
    }

    private static void addRates(@Nullable SamplingDecision decision, CoreSpan root) {
        if (decision == null || decision.rateMetric() == null) {
            return;
        }
        root.put(decision.rateMetric(), decision.rate().value());
        if (decision.isLimited()) {
            root.put(Tags.LIMIT_PSR, decision.limiterRate());
        }
    }

    private static void addPropagated(TraceSegment segment, CoreSpan first) {
        PropagationTags propagated = segment.propagationTags();
        for (int i = 0; i < propagated.size(); i++) {
            first.putOrRemove(propagated.name(i), propagated.value(i));
        }
        if (segment.traceIdHigh() != 0) {
            first.put(PropagationTags.TRACE_ID_HIGH, TraceIds.highToHex(segment.traceIdHigh()));
        }
    }
}
