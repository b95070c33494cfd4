/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessagePackException;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Decodes bodies of {@code /v0.5/traces}: a table of strings, and spans as arrays that name strings by their place. */
final class StringTableDecoder {
    private static final int PARTS = 2;
    private static final int FIELDS = 12;

    private final MessageUnpacker in;
    private final SpanDecoder values;
    private final TagDecoder tags;
    private final StringTable strings;
    private String where = "strings";

    private StringTableDecoder(MessageUnpacker in, int length, StringTable strings) {
        this.in = in;
        this.values = new SpanDecoder(in, length);
        this.tags = new TagDecoder(in);
        this.strings = strings;
    }

    /** As {@link TraceDecoder#decode}. */
    static int decode(byte[] body, Consumer<Chunk> chunks) throws MalformedPayloadException {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(body)) {
            size(in, PARTS, "body");
            int traces = new StringTableDecoder(in, body.length, StringTable.read(in)).chunks(chunks);
            if (in.getTotalReadBytes() != body.length) {
                throw new MalformedPayloadException(
                        (body.length - in.getTotalReadBytes()) + " bytes follow the payload");
            }
            return traces;
        } catch (IOException | MessagePackException e) {
            throw new MalformedPayloadException("body", ": ", e);
        }
    }

    private static void size(MessageUnpacker in, int expected, String what)
            throws IOException, MalformedPayloadException {
        int size = in.unpackArrayHeader();
        if (size != expected) {
            throw new MalformedPayloadException(what + " has " + size + " elements, not " + expected);
        }
    }

    private int chunks(Consumer<Chunk> chunks) throws MalformedPayloadException {
        try {
            int count = in.unpackArrayHeader();
            for (int i = 0; i < count; i++) {
                Flaws flaws = new Flaws();
                List<Span> spans = spans("chunk " + i, flaws);
                if (!spans.isEmpty()) {
                    chunks.accept(new Chunk(spans, () -> ChunkEncoder.encode(spans), flaws));
                }
            }
            return count;
        } catch (IOException | MessagePackException | MalformedPayloadException e) {
            throw new MalformedPayloadException(where, ": ", e);
        }
    }

    private List<Span> spans(String chunk, Flaws flaws) throws IOException, MalformedPayloadException {
        where = chunk;
        int count = in.unpackArrayHeader();
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            where = chunk + ", span " + i;
            spans.add(span(chunk + ", span " + i).toSpan(flaws));
        }
        return spans;
    }

    private SpanFields span(String span) throws IOException, MalformedPayloadException {
        size(in, FIELDS, "span");
        SpanFields fields = new SpanFields();
        where = span + ", service";
        fields.service = strings.text();
        where = span + ", name";
        fields.name = strings.text();
        where = span + ", resource";
        fields.resource = strings.text();
        where = span + ", trace_id";
        fields.traceId = values.id();
        where = span + ", span_id";
        fields.spanId = values.id();
        where = span + ", parent_id";
        fields.parentId = values.id();
        where = span + ", start";
        fields.startNanos = in.unpackLong();
        where = span + ", duration";
        fields.durationNanos = in.unpackLong();
        where = span + ", error";
        fields.error = in.unpackInt() != 0;
        where = span + ", meta";
        for (int size = in.unpackMapHeader(); size > 0; size--) {
            fields.putMeta(strings.text(), strings.text());
        }
        where = span + ", metrics";
        for (int size = in.unpackMapHeader(); size > 0; size--) {
            tags.metric(fields, strings.text());
        }
        where = span + ", type";
        fields.type = strings.text();
        return fields;
    }
}
