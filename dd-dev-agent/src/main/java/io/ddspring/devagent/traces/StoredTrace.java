/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What arrived of one trace. Immutable.
 *
 * @param traceIdHigh upper 64 bits of the id, 0 as long as no chunk has told them
 * @param traceId lower 64 bits of the id
 * @param chunks encoded chunks in the order of arrival
 * @param encodedBytes memory that the chunks take
 * @param root the span to show for the trace: the one without a parent, else the one that started first
 * @param spanCount number of spans
 * @param errorCount number of spans with the error flag
 */
record StoredTrace(
        long traceIdHigh,
        long traceId,
        List<byte[]> chunks,
        long encodedBytes,
        Root root,
        long startNanos,
        long endNanos,
        int spanCount,
        int errorCount,
        Set<String> services) {

    /** What the list shows of the root; {@code httpStatus} is null when it has none. */
    record Root(
            String service,
            String name,
            String resource,
            String type,
            long startNanos,
            boolean hasParent,
            @Nullable String httpStatus) {

        static Root of(Span span) {
            return new Root(
                    span.service(),
                    span.name(),
                    span.resource(),
                    span.type(),
                    span.startNanos(),
                    span.parentId() != 0,
                    span.meta().get("http.status_code"));
        }

        private Root sharing(SharedTexts texts) {
            return new Root(
                    texts.text(service),
                    texts.text(name),
                    texts.text(resource),
                    texts.text(type),
                    startNanos,
                    hasParent,
                    texts.textOrNull(httpStatus));
        }

        Root orBetter(Root other) {
            if (hasParent != other.hasParent) {
                return hasParent ? other : this;
            }
            return other.startNanos < startNanos ? other : this;
        }
    }

    private static final int CHUNK_OVERHEAD_BYTES = 64;

    static StoredTrace of(Chunk chunk) {
        List<Span> spans = chunk.spans();
        byte[] encoded = chunk.encoded();
        Root root = spans.stream().map(Root::of).reduce(Root::orBetter).orElseThrow();
        Set<String> services = new TreeSet<>();
        spans.forEach(span -> services.add(span.service()));
        return new StoredTrace(
                spans.stream()
                        .mapToLong(Span::traceIdHigh)
                        .filter(high -> high != 0)
                        .findFirst()
                        .orElse(0),
                chunk.traceId(),
                List.of(encoded),
                encoded.length + CHUNK_OVERHEAD_BYTES,
                root,
                spans.stream().mapToLong(Span::startNanos).min().orElse(0),
                spans.stream().mapToLong(Span::endNanos).max().orElse(0),
                spans.size(),
                (int) spans.stream().filter(Span::error).count(),
                services);
    }

    /** This trace with what came later. */
    StoredTrace with(StoredTrace later) {
        List<byte[]> allChunks = new ArrayList<>(chunks);
        allChunks.addAll(later.chunks);
        Set<String> allServices = new TreeSet<>(services);
        allServices.addAll(later.services);
        return new StoredTrace(
                traceIdHigh != 0 ? traceIdHigh : later.traceIdHigh,
                traceId,
                List.copyOf(allChunks),
                encodedBytes + later.encodedBytes,
                root.orBetter(later.root),
                Math.min(startNanos, later.startNanos),
                Math.max(endNanos, later.endNanos),
                spanCount + later.spanCount,
                errorCount + later.errorCount,
                allServices);
    }

    /** The same with texts that other traces have as well. */
    StoredTrace sharing(SharedTexts texts) {
        return new StoredTrace(
                traceIdHigh,
                traceId,
                chunks,
                encodedBytes,
                root.sharing(texts),
                startNanos,
                endNanos,
                spanCount,
                errorCount,
                texts.set(services));
    }

    long durationNanos() {
        // Numbers that cannot be true may be further apart than one can count.
        return Math.max(endNanos - startNanos, 0);
    }

    /** 32 lower-case hexadecimal digits. */
    String idHex() {
        return Span.hex(traceIdHigh) + Span.hex(traceId);
    }

    /** Decodes the spans, in the order of arrival. */
    Stream<Span> spans() {
        return chunks.stream().flatMap(chunk -> PayloadDecoder.decodeChunk(chunk).stream());
    }
}
