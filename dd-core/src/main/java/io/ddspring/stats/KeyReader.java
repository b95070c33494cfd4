/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.agent.TagNormalizer;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a span to which group it belongs, if it is counted at all. Each part of the key has a limited number of
 * values between two {@linkplain #reset() resets}; the limits are those of Datadog's own Java tracer. Used by one thread.
 */
final class KeyReader {
    static final long BUCKET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Set<String> DEFAULT_KINDS =
            Set.of(SpanKind.SERVER, SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER);
    private static final Set<String> PEER_KINDS = Set.of(SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER);

    private static final String SYNTHETICS = "synthetics";

    /** The Agent cuts longer ones. */
    private static final int RESOURCE_CHARS = 5_000;

    private static final int ADDITIONAL_VALUE_CHARS = 200;
    private static final int PEER_VALUES = 512;
    private static final int ADDITIONAL_VALUES = 100;

    private final LimitedValues resources = LimitedValues.of(1_024);
    private final LimitedValues services = LimitedValues.of(32, KeyReader::normalService);
    private final LimitedValues operations = LimitedValues.of(64);
    private final LimitedValues kinds = LimitedValues.of(8);
    private final LimitedValues types = LimitedValues.of(16);
    private final LimitedValues sources = LimitedValues.of(16);
    private final LimitedValues methods = LimitedValues.of(16);
    private final LimitedValues endpoints = LimitedValues.of(512);
    private final LimitedValues grpcStatuses = LimitedValues.of(24);
    private final List<LimitedValues> limits =
            List.of(resources, services, operations, kinds, types, sources, methods, endpoints, grpcStatuses);

    private final boolean byEndpoint;
    private final KeyTags additionalTags;
    private final KeyTags baseService = new KeyTags(List.of(Tags.BASE_SERVICE), PEER_VALUES);
    private List<String> peerTagNames = List.of();
    private KeyTags peerTags = new KeyTags(peerTagNames, PEER_VALUES);
    private List<String> kindNames = List.of();
    private Set<String> countedKinds = DEFAULT_KINDS;
    // Of the span that was looked at last.
    private boolean collapsed;
    private boolean topLevel;

    KeyReader(StatsSettings settings) {
        this.byEndpoint = settings.byEndpoint();
        this.additionalTags = new KeyTags(settings.additionalTags(), ADDITIONAL_VALUES);
    }

    /**
     * Has spans counted as the Agent wishes from now on.
     *
     * @param peerTagNames tags that name the other side of a call
     * @param spanKinds kinds that are counted; the usual ones when empty
     */
    void follow(List<String> peerTagNames, List<String> spanKinds) {
        if (!this.peerTagNames.equals(peerTagNames)) {
            this.peerTagNames = peerTagNames;
            this.peerTags = new KeyTags(peerTagNames, PEER_VALUES);
        }
        if (!this.kindNames.equals(spanKinds)) {
            this.kindNames = spanKinds;
            this.countedKinds = spanKinds.isEmpty() ? DEFAULT_KINDS : Set.copyOf(spanKinds);
        }
    }

    /** Lets other values in. */
    void reset() {
        limits.forEach(LimitedValues::reset);
        additionalTags.reset();
        baseService.reset();
        peerTags.reset();
    }

    /** Whether a value of the span that was read last had to be replaced. */
    boolean hasCollapsed() {
        return collapsed;
    }

    /** Whether the span that was looked at last is the first one of its service in its trace. */
    boolean isTopLevel() {
        return topLevel;
    }

    /** Whether a span is counted: it matters by its place, by its kind or by somebody's wish, and it is complete. */
    boolean isCounted(SpanData span) {
        topLevel = span.metric(Tags.TOP_LEVEL, 0) == 1;
        if (span.durationNanos() <= 0 || span.metric(Tags.PARTIAL_VERSION, 0) > 0) {
            return false;
        }
        if (topLevel || span.metric(Tags.MEASURED, 0) == 1) {
            return true;
        }
        String kind = span.tag(Tags.SPAN_KIND);
        return kind != null && countedKinds.contains(kind);
    }

    /** Fills {@code key}, all parts of it, from a span that is counted. */
    void read(SpanData span, AggregateKey key) {
        collapsed = false;
        long end = span.startNanos() + span.durationNanos();
        key.bucketStartNanos = end - Math.floorMod(end, BUCKET_NANOS);
        key.traceRoot = span.parentId() == 0;
        key.resource = limited(resources, cut(span.resourceName()));
        key.service = limited(services, span.serviceName());
        key.operation = limited(operations, span.operationName());
        key.type = limited(types, span.spanType());
        String origin = span.tag(Tags.ORIGIN);
        String status = span.tag(Tags.HTTP_STATUS_CODE);
        key.httpStatus = status == null ? 0 : StatusCodes.http(status);
        key.synthetics = origin != null && origin.startsWith(SYNTHETICS);
        key.serviceSource = limited(sources, span.tag(Tags.SERVICE_SOURCE));
        key.httpMethod = byEndpoint ? limited(methods, span.tag(Tags.HTTP_METHOD)) : "";
        key.httpEndpoint = byEndpoint ? limited(endpoints, span.tag(Tags.HTTP_ENDPOINT)) : "";
        key.grpcStatus = limited(grpcStatuses, StatusCodes.grpc(span));
        String kind = span.tag(Tags.SPAN_KIND);
        key.spanKind = limited(kinds, kind);
        KeyTags peers = peersOf(kind);
        key.peerTags = peers == null || peers.isEmpty() ? List.of() : peerTags(span, peers);
        key.additionalTags = additionalTags.isEmpty() ? List.of() : additionalTags(span);
    }

    /** Which tags tell the other side of a span of this kind; null for none. */
    private @Nullable KeyTags peersOf(@Nullable String kind) {
        if (kind == null) {
            return null;
        }
        if (PEER_KINDS.contains(kind)) {
            return peerTags;
        }
        return SpanKind.INTERNAL.equals(kind) ? baseService : null;
    }

    private List<String> peerTags(SpanData span, KeyTags peers) {
        putTexts(span, peers, Integer.MAX_VALUE);
        return taken(peers);
    }

    private List<String> additionalTags(SpanData span) {
        putTexts(span, additionalTags, ADDITIONAL_VALUE_CHARS);
        for (int i = 0; i < additionalTags.size(); i++) {
            double number = span.metric(additionalTags.name(i), Double.NaN);
            if (!Double.isNaN(number)) {
                additionalTags.put(i, text(number), ADDITIONAL_VALUE_CHARS);
            }
        }
        return taken(additionalTags);
    }

    private static void putTexts(SpanData span, KeyTags tags, int maxChars) {
        for (int i = 0; i < tags.size(); i++) {
            String text = span.tag(tags.name(i));
            if (text != null) {
                tags.put(i, text, maxChars);
            }
        }
    }

    private List<String> taken(KeyTags tags) {
        List<String> taken = tags.take();
        collapsed |= tags.takeCollapsed();
        return taken;
    }

    private String limited(LimitedValues values, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String written = values.limited(value);
        collapsed |= written.equals(LimitedValues.BLOCKED);
        return written;
    }

    private static String text(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    private static String cut(String resource) {
        if (resource.length() <= RESOURCE_CHARS) {
            return resource;
        }
        boolean inPair = Character.isHighSurrogate(resource.charAt(RESOURCE_CHARS - 1));
        return resource.substring(0, inPair ? RESOURCE_CHARS - 1 : RESOURCE_CHARS);
    }

    private static String normalService(String name) {
        String normal = TagNormalizer.service(name);
        return normal.isEmpty() ? name : normal;
    }
}
