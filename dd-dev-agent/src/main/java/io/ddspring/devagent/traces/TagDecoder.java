/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import io.ddspring.vendor.msgpack.value.ValueType;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;

/** Decodes the value of a tag; one of a wrong type, which an Agent does not take, is noted and shown as a text. */
final class TagDecoder {
    private final MessageUnpacker in;

    TagDecoder(MessageUnpacker in) {
        this.in = in;
    }

    /** Reads a value of {@code meta}. */
    void meta(SpanFields fields, String key) throws IOException {
        ValueType type = in.getNextFormat().getValueType();
        switch (type) {
            case STRING, BINARY -> fields.putMeta(key, in.unpackString());
            case NIL -> {
                in.unpackNil();
                fields.putMeta(key, "");
            }
            default -> {
                fields.flaws.add(Flaw.META_TYPE, wrong("meta", key, type, "a string"));
                fields.putMeta(key, shown(type));
            }
        }
    }

    /** Reads a value of {@code metrics}. */
    void metric(SpanFields fields, String key) throws IOException {
        ValueType type = in.getNextFormat().getValueType();
        switch (type) {
            case INTEGER -> fields.putMetric(key, integer());
            case FLOAT -> fields.putMetric(key, in.unpackDouble());
            default -> {
                fields.flaws.add(Flaw.METRICS_TYPE, wrong("metrics", key, type, "a number"));
                fields.putMeta(key, shown(type));
            }
        }
    }

    /** A number that no {@code long} can hold is as exact as a {@code double} can be. */
    private Number integer() throws IOException {
        BigInteger number = in.unpackBigInteger();
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number.doubleValue();
    }

    private static String wrong(String where, String key, ValueType type, String expected) {
        return where + " " + Flaws.shown(key) + " is of type " + type.name().toLowerCase(Locale.ROOT) + ", not "
                + expected;
    }

    private String shown(ValueType type) throws IOException {
        return switch (type) {
            case BOOLEAN -> String.valueOf(in.unpackBoolean());
            case INTEGER -> in.unpackBigInteger().toString();
            case FLOAT -> String.valueOf(in.unpackDouble());
            case STRING -> in.unpackString();
            default -> {
                in.skipValue();
                yield "(" + type.name().toLowerCase(Locale.ROOT) + ")";
            }
        };
    }
}
