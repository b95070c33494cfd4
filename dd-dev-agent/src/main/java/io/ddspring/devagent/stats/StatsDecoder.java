/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.vendor.msgpack.core.MessageFormat;
import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessagePackException;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Decodes bodies of {@code /v0.6/stats}. Used once, by one thread. */
final class StatsDecoder {
    /** Decodes the value of a field. */
    @FunctionalInterface
    private interface FieldDecoder {
        void decode(String field) throws IOException, MalformedPayloadException;
    }

    /** A stretch of time; {@code startNanos} is 0 if it was not told. */
    private static final class Bucket {
        private final Map<StatsKey, StatsGroup> groups = new HashMap<>();
        private long startNanos;
        private long durationNanos;
    }

    /**
     * What a body tells.
     *
     * @param buckets by the time at which they start, nanoseconds since the epoch
     * @param problems by their kind, what is wrong though it can be shown
     */
    record Body(Map<Long, Map<StatsKey, StatsGroup>> buckets, Map<String, String> problems) {}

    /** Many times more than tracers have; each takes many times the bytes that it is sent in. */
    private static final int MAX_GROUPS = 20_000;

    private final MessageUnpacker in;
    private final int length;
    private final Map<Long, Map<StatsKey, StatsGroup>> buckets = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private String where = "body";
    private int groupCount;

    private StatsDecoder(MessageUnpacker in, int length) {
        this.in = in;
        this.length = length;
    }

    static Body decode(byte[] body) throws MalformedPayloadException {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(body)) {
            return new StatsDecoder(in, body.length).body();
        } catch (IOException e) {
            throw new MalformedPayloadException("body", ": ", e);
        }
    }

    private Body body() throws MalformedPayloadException {
        try {
            fields(field -> {
                if (field.equals("Stats")) {
                    for (int left = in.unpackArrayHeader(); left > 0; left--) {
                        bucket();
                    }
                } else {
                    in.skipValue();
                }
            });
            where = "end";
            if (in.getTotalReadBytes() != length) {
                throw new MalformedPayloadException((length - in.getTotalReadBytes()) + " bytes follow the payload");
            }
            return new Body(buckets, problems);
        } catch (IOException | MessagePackException | MalformedPayloadException e) {
            throw new MalformedPayloadException(where, ": ", e);
        }
    }

    private void bucket() throws IOException, MalformedPayloadException {
        Bucket bucket = new Bucket();
        fields(field -> {
            switch (field) {
                case "Start" -> bucket.startNanos = in.unpackLong();
                case "Duration" -> bucket.durationNanos = in.unpackLong();
                case "Stats" -> {
                    for (int left = in.unpackArrayHeader(); left > 0; left--) {
                        group(bucket);
                    }
                }
                default -> in.skipValue();
            }
        });
        if (bucket.startNanos <= 0) {
            problems.putIfAbsent("start", "a bucket has the start " + bucket.startNanos);
        }
        if (bucket.durationNanos <= 0) {
            problems.putIfAbsent("duration", "a bucket has the duration " + bucket.durationNanos);
        }
        Map<StatsKey, StatsGroup> same = buckets.computeIfAbsent(bucket.startNanos, start -> new HashMap<>());
        bucket.groups.forEach((key, group) ->
                same.computeIfAbsent(key, unseen -> new StatsGroup()).add(group));
    }

    private void group(Bucket bucket) throws IOException, MalformedPayloadException {
        if (++groupCount > MAX_GROUPS) {
            throw new MalformedPayloadException("more than " + MAX_GROUPS + " groups");
        }
        GroupFields group = new GroupFields(problems);
        fields(field -> {
            switch (field) {
                case "Name" -> group.name = text();
                case "Service" -> group.service = text();
                case "Resource" -> group.resource = text();
                case "Type" -> group.type = text();
                case "SpanKind" -> group.kind = text();
                case "HTTPStatusCode" -> group.status = in.unpackInt();
                case "Hits" -> group.hits = in.unpackLong();
                case "Errors" -> group.errors = in.unpackLong();
                case "TopLevelHits" -> group.topLevelHits = in.unpackLong();
                case "Duration" -> group.durationNanos = in.unpackLong();
                case "OkSummary" -> group.okSummary = bytes();
                case "ErrorSummary" -> group.errorSummary = bytes();
                default -> in.skipValue();
            }
        });
        bucket.groups.computeIfAbsent(group.key(), unseen -> new StatsGroup()).add(group.group());
    }

    private void fields(FieldDecoder decoder) throws IOException, MalformedPayloadException {
        String outer = where;
        for (int left = in.unpackMapHeader(); left > 0; left--) {
            String field = in.unpackString();
            where = outer.equals("body") ? field : outer + "." + field;
            decoder.decode(field);
        }
        where = outer;
    }

    private String text() throws IOException {
        if (in.getNextFormat() == MessageFormat.NIL) {
            in.unpackNil();
            return "";
        }
        return in.unpackString();
    }

    private byte[] bytes() throws IOException, MalformedPayloadException {
        int size = in.unpackBinaryHeader();
        if (size > length - in.getTotalReadBytes()) {
            throw new MalformedPayloadException("more bytes are announced than there are");
        }
        return in.readPayload(size);
    }
}
