/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A decoded body of {@code /v0.4/traces} or {@code /v0.5/traces}.
 *
 * @param chunks spans of each chunk, in the order of the body; what was read before the first unreadable byte
 * @param problems everything an Agent would reject, repair or silently drop
 */
public record TracePayload(List<List<ReceivedSpan>> chunks, List<String> problems) {
    public TracePayload {
        chunks = chunks.stream().map(List::copyOf).toList();
        problems = List.copyOf(problems);
    }

    /** Decodes a body of {@code /v0.5/traces}; never fails, but fills {@link #problems()}. */
    public static TracePayload readV05(byte[] body) {
        List<String> problems = new ArrayList<>();
        List<List<ReceivedSpan>> chunks = new ArrayList<>();
        try {
            for (List<ReceivedSpan> chunk : StringTableReader.read(body)) {
                String place = "chunk[" + chunks.size() + "]";
                ChunkRules.check(chunk, place, problems);
                chunks.add(withTraceIdHigh(chunk, place, problems));
            }
        } catch (RuntimeException e) {
            problems.add("body: cannot be read on: " + e);
        }
        return new TracePayload(chunks, problems);
    }

    /** Decodes a body of {@code /v0.4/traces}; never fails, but fills {@link #problems()}. */
    public static TracePayload read(byte[] body) {
        List<String> problems = new ArrayList<>();
        List<List<ReceivedSpan>> chunks = new ArrayList<>();
        try (StrictReader in = new StrictReader(body, problems)) {
            SpanReader spans = new SpanReader(in);
            in.array("chunk", chunkPlace -> {
                List<ReceivedSpan> chunk = in.array(chunkPlace + " span", spans::read);
                ChunkRules.check(chunk, chunkPlace, problems);
                return chunks.add(withTraceIdHigh(chunk, chunkPlace, problems));
            });
            in.end();
        } catch (IOException | RuntimeException e) {
            problems.add("body: cannot be read on: " + e);
        }
        return new TracePayload(chunks, problems);
    }

    /** Only one span of a chunk carries the upper half of the trace id. */
    private static List<ReceivedSpan> withTraceIdHigh(List<ReceivedSpan> chunk, String where, List<String> problems) {
        List<String> highs = chunk.stream()
                .map(span -> span.tag("_dd.p.tid"))
                .filter(high -> high != null)
                .distinct()
                .toList();
        if (highs.isEmpty()) {
            return chunk;
        }
        if (highs.size() > 1 || !highs.get(0).matches("[0-9a-f]{16}")) {
            problems.add(where + ": _dd.p.tid must be one value of 16 lower-case hexadecimal digits but is " + highs);
            return chunk;
        }
        long high = Long.parseUnsignedLong(highs.get(0), 16);
        return chunk.stream().map(span -> span.withTraceIdHigh(high)).toList();
    }
}
