/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.agent.TagNormalizer;
import io.ddspring.vendor.msgpack.core.MessageBufferPacker;
import io.ddspring.vendor.msgpack.core.MessagePack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the body of a request to {@code /v0.6/stats}, with the fields that Datadog's own Java tracer sends. */
final class StatsEncoder {
    private static final int TRACE_ROOT_TRUE = 1;
    private static final int TRACE_ROOT_FALSE = 2;
    private static final int FIXED_GROUP_FIELDS = 15;

    private final StatsSource source;
    private long sequence;

    StatsEncoder(StatsSource source) {
        this.source = source;
    }

    /** Encodes groups of any buckets as the next payload. */
    ByteBuffer encode(List<Aggregate> aggregates) {
        Map<Long, List<Aggregate>> buckets = new TreeMap<>();
        for (Aggregate aggregate : aggregates) {
            buckets.computeIfAbsent(aggregate.key().bucketStartNanos, start -> new ArrayList<>())
                    .add(aggregate);
        }
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            packPayload(out, buckets);
            return ByteBuffer.wrap(out.toByteArray());
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }

    private void packPayload(MessageBufferPacker out, Map<Long, List<Aggregate>> buckets) throws IOException {
        String processTags = source.processTags().get();
        out.packMapHeader(processTags.isEmpty() ? 7 : 8);
        text(out, "RuntimeID", source.runtimeId());
        out.packString("Sequence").packLong(sequence++);
        text(out, "Hostname", source.hostname());
        text(out, "Service", source.service());
        text(out, "Env", TagNormalizer.tagValue(source.env()));
        text(out, "Version", source.version());
        if (!processTags.isEmpty()) {
            text(out, "ProcessTags", processTags);
        }
        out.packString("Stats").packArrayHeader(buckets.size());
        for (Map.Entry<Long, List<Aggregate>> bucket : buckets.entrySet()) {
            out.packMapHeader(3);
            out.packString("Start").packLong(bucket.getKey());
            out.packString("Duration").packLong(KeyReader.BUCKET_NANOS);
            out.packString("Stats").packArrayHeader(bucket.getValue().size());
            for (Aggregate aggregate : bucket.getValue()) {
                packGroup(out, aggregate);
            }
        }
    }

    private static void packGroup(MessageBufferPacker out, Aggregate aggregate) throws IOException {
        AggregateKey key = aggregate.key();
        out.packMapHeader(FIXED_GROUP_FIELDS + optionalFields(key));
        text(out, "Name", key.operation);
        text(out, "Service", key.service);
        text(out, "Resource", key.resource);
        text(out, "Type", key.type);
        out.packString("HTTPStatusCode").packInt(key.httpStatus);
        out.packString("Synthetics").packBoolean(key.synthetics);
        out.packString("IsTraceRoot").packInt(key.traceRoot ? TRACE_ROOT_TRUE : TRACE_ROOT_FALSE);
        text(out, "SpanKind", key.spanKind);
        texts(out, "PeerTags", key.peerTags);
        textIfAny(out, "HTTPMethod", key.httpMethod);
        textIfAny(out, "HTTPEndpoint", key.httpEndpoint);
        textIfAny(out, "GRPCStatusCode", key.grpcStatus);
        textIfAny(out, "srv_src", key.serviceSource);
        if (!key.additionalTags.isEmpty()) {
            texts(out, "AdditionalMetricTags", key.additionalTags);
        }
        out.packString("Hits").packLong(aggregate.hits());
        out.packString("Errors").packLong(aggregate.errors());
        out.packString("TopLevelHits").packLong(aggregate.topLevelHits());
        out.packString("Duration").packLong(aggregate.durationNanos());
        sketch(out, "OkSummary", aggregate.okDurations());
        sketch(out, "ErrorSummary", aggregate.errorDurations());
    }

    private static int optionalFields(AggregateKey key) {
        return (key.httpMethod.isEmpty() ? 0 : 1)
                + (key.httpEndpoint.isEmpty() ? 0 : 1)
                + (key.grpcStatus.isEmpty() ? 0 : 1)
                + (key.serviceSource.isEmpty() ? 0 : 1)
                + (key.additionalTags.isEmpty() ? 0 : 1);
    }

    private static void text(MessageBufferPacker out, String name, String value) throws IOException {
        out.packString(name).packString(value);
    }

    private static void textIfAny(MessageBufferPacker out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            text(out, name, value);
        }
    }

    private static void texts(MessageBufferPacker out, String name, List<String> values) throws IOException {
        out.packString(name).packArrayHeader(values.size());
        for (String value : values) {
            out.packString(value);
        }
    }

    private static void sketch(MessageBufferPacker out, String name, LatencySketch sketch) throws IOException {
        byte[] encoded = sketch.encoded();
        out.packString(name).packBinaryHeader(encoded.length).writePayload(encoded);
    }
}
