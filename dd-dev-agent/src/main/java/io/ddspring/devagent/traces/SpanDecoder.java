/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.vendor.msgpack.core.MessageFormat;
import io.ddspring.vendor.msgpack.core.MessagePackException;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes spans of version 0.4; as strict with the types of fields as an Agent is, and as generous with unknown keys. */
final class SpanDecoder {
    /** Decodes one value. */
    @FunctionalInterface
    interface ValueDecoder<T> {
        T decode() throws IOException, MalformedPayloadException;
    }

    /** Decodes one value of a map and puts it where it belongs. */
    @FunctionalInterface
    private interface EntryDecoder {
        void decode(String key) throws IOException, MalformedPayloadException;
    }

    private static final BigInteger MAX_UINT64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final MessageUnpacker in;
    private final long length;
    private final ExtrasDecoder extras;
    private final TagDecoder tags;

    SpanDecoder(MessageUnpacker in, long length) {
        this.in = in;
        this.length = length;
        this.extras = new ExtrasDecoder(this, in);
        this.tags = new TagDecoder(in);
    }

    /** One chunk; what is wrong with it is added to {@code flaws}. */
    List<Span> spans(Flaws flaws) throws IOException, MalformedPayloadException {
        int size = in.unpackArrayHeader();
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            try {
                spans.add(span(flaws));
            } catch (MalformedPayloadException e) {
                throw new MalformedPayloadException("span " + i, ", ", e);
            }
        }
        return spans;
    }

    private Span span(Flaws flaws) throws IOException, MalformedPayloadException {
        SpanFields fields = new SpanFields();
        int size = in.unpackMapHeader();
        for (int i = 0; i < size; i++) {
            String key = in.unpackString();
            try {
                field(fields, key);
            } catch (MessagePackException e) {
                throw new MalformedPayloadException(key, ": ", e);
            }
        }
        return fields.toSpan(flaws);
    }

    private void field(SpanFields fields, String key) throws IOException, MalformedPayloadException {
        switch (key) {
            case "service" -> fields.service = text();
            case "name" -> fields.name = text();
            case "resource" -> fields.resource = text();
            case "type" -> fields.type = text();
            case "trace_id" -> fields.traceId = id();
            case "span_id" -> fields.spanId = id();
            case "parent_id" -> fields.parentId = id();
            case "start" -> fields.startNanos = in.unpackLong();
            case "duration" -> fields.durationNanos = in.unpackLong();
            case "error" -> fields.error = in.unpackInt() != 0;
            case "meta" -> entries(tag -> tags.meta(fields, tag));
            case "metrics" -> entries(tag -> tags.metric(fields, tag));
            case "meta_struct" -> fields.metaStruct = map(this::binary);
            case "span_links" -> fields.links = list(extras::link);
            case "span_events" -> fields.events = list(extras::event);
            default -> in.skipValue();
        }
    }

    String text() throws IOException {
        if (in.getNextFormat() == MessageFormat.NIL) {
            in.unpackNil();
            return "";
        }
        return in.unpackString();
    }

    long id() throws IOException, MalformedPayloadException {
        BigInteger id = in.unpackBigInteger();
        if (id.signum() < 0 || id.compareTo(MAX_UINT64) > 0) {
            throw new MalformedPayloadException("id " + id + " is not an unsigned 64-bit number");
        }
        return id.longValue();
    }

    private byte[] binary() throws IOException, MalformedPayloadException {
        int size = in.unpackBinaryHeader();
        if (size > length - in.getTotalReadBytes()) {
            throw new MalformedPayloadException("more bytes are announced than there are");
        }
        return in.readPayload(size);
    }

    <T> Map<String, T> map(ValueDecoder<T> value) throws IOException, MalformedPayloadException {
        Map<String, T> map = new LinkedHashMap<>();
        entries(key -> map.put(key, value.decode()));
        return map;
    }

    private void entries(EntryDecoder entry) throws IOException, MalformedPayloadException {
        if (in.getNextFormat() == MessageFormat.NIL) {
            in.unpackNil();
            return;
        }
        int size = in.unpackMapHeader();
        for (int i = 0; i < size; i++) {
            entry.decode(in.unpackString());
        }
    }

    <T> List<T> list(ValueDecoder<T> element) throws IOException, MalformedPayloadException {
        int size = in.unpackArrayHeader();
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.decode());
        }
        return list;
    }
}
