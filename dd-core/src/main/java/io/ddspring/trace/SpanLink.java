/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relation to a span of this or another trace that is not the parent. Immutable.
 *
 * @param traceFlags W3C flags; bit 0 means sampled
 * @param tracestate W3C tracestate of the linked span, or null
 * @param attributes further facts about the relation, as text
 */
public record SpanLink(
        long traceIdHigh,
        long traceIdLow,
        long spanId,
        int traceFlags,
        @Nullable String tracestate,
        Map<String, String> attributes) {

    private static final int POINTER_HASH_BYTES = 16;

    /** On which side of a {@linkplain #pointer pointer} its span is. */
    public enum PointerDirection {
        /** The span reads what others wrote. */
        UPSTREAM("u"),
        /** The span writes what others will read. */
        DOWNSTREAM("d");

        private final String wireName;

        PointerDirection(String wireName) {
            this.wireName = wireName;
        }
    }

    public SpanLink {
        attributes = Map.copyOf(attributes);
    }

    /** A link to {@code target} with the given attributes. */
    public static SpanLink to(SpanContext target, Map<String, String> attributes) {
        int flags = SamplingPriority.isKept(target.samplingPriority()) ? 1 : 0;
        return new SpanLink(
                target.traceIdHigh(),
                target.traceIdLow(),
                target.spanId(),
                flags,
                target.foreignTracestate(),
                attributes);
    }

    /**
     * A link to all spans, in whatever trace, that work on the same thing, which both sides know by the same hash.
     *
     * @param kind what the thing is, for example {@code aws.s3.object}
     * @param hashParts what identifies it, for example bucket, key and ETag without its quotes
     */
    public static SpanLink pointer(String kind, PointerDirection direction, String... hashParts) {
        return new SpanLink(
                0,
                0,
                0,
                0,
                null,
                Map.of(
                        "ptr.kind",
                        kind,
                        "ptr.dir",
                        direction.wireName,
                        "ptr.hash",
                        pointerHash(String.join("|", hashParts)),
                        "link.kind",
                        "span-pointer"));
    }

    private static String pointerHash(String identity) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, POINTER_HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has to have it.
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * This link with other attributes, made of values of any kind: everything becomes text, and of maps, lists and arrays
     * every element becomes an attribute, {@code name.key} and {@code name.0}. Null values are left out.
     */
    public SpanLink withAttributes(Map<String, ?> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> TagValues.flatten(name, value, (flatName, element) -> {
            String text = TagValues.text(element);
            if (text != null) {
                texts.put(flatName, text);
            }
        }));
        return new SpanLink(traceIdHigh, traceIdLow, spanId, traceFlags, tracestate, texts);
    }
}
