/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessagePackException;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Decodes bodies of {@code /v0.3/traces} and {@code /v0.4/traces}. */
final class PayloadDecoder {
    private PayloadDecoder() {}

    /** As {@link TraceDecoder#decode}. */
    static int decode(byte[] body, Consumer<Chunk> chunks) throws MalformedPayloadException {
        String where = "body";
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(body)) {
            SpanDecoder decoder = new SpanDecoder(in, body.length);
            int size = in.unpackArrayHeader();
            for (int i = 0; i < size; i++) {
                where = "chunk " + i;
                int start = (int) in.getTotalReadBytes();
                Flaws flaws = new Flaws();
                List<Span> spans = chunk(decoder, flaws, where);
                if (!spans.isEmpty()) {
                    int end = (int) in.getTotalReadBytes();
                    chunks.accept(new Chunk(spans, () -> Arrays.copyOfRange(body, start, end), flaws));
                }
            }
            where = "end";
            if (in.getTotalReadBytes() != body.length) {
                throw new MalformedPayloadException(
                        (body.length - in.getTotalReadBytes()) + " bytes follow the payload");
            }
            return size;
        } catch (IOException | MessagePackException e) {
            throw new MalformedPayloadException(where, ": ", e);
        }
    }

    private static List<Span> chunk(SpanDecoder decoder, Flaws flaws, String where)
            throws IOException, MalformedPayloadException {
        try {
            return decoder.spans(flaws);
        } catch (MalformedPayloadException e) {
            throw new MalformedPayloadException(where, ", ", e);
        }
    }

    /** The spans of {@link Chunk#encoded}. */
    static List<Span> decodeChunk(byte[] encoded) {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(encoded)) {
            return new SpanDecoder(in, encoded.length).spans(new Flaws());
        } catch (IOException | MalformedPayloadException e) {
            throw new IllegalStateException("a chunk that was decoded before cannot be decoded again", e);
        }
    }
}
