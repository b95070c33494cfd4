/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.msgpack.core.MessageFormat;
import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import io.ddspring.vendor.msgpack.value.ValueType;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads MessagePack values that must have one type. A value of another type is noted as a problem and skipped, so that
 * one mistake does not hide the next.
 */
final class StrictReader implements Closeable {
    /** Reads one value; {@code where} names its place for the list of problems. */
    @FunctionalInterface
    interface ValueReader<T> {
        T read(String where) throws IOException;
    }

    /** Reads the value of one entry. */
    @FunctionalInterface
    interface EntryReader {
        void read(String key, String where) throws IOException;
    }

    private static final BigInteger TWO_TO_THE_64 = BigInteger.ONE.shiftLeft(64);

    private final MessageUnpacker in;
    private final int length;
    private final List<String> problems;

    StrictReader(byte[] document, List<String> problems) {
        this.in = new MessagePack.UnpackerConfig()
                .withActionOnMalformedString(CodingErrorAction.REPORT)
                .newUnpacker(document);
        this.length = document.length;
        this.problems = problems;
    }

    void problem(String where, String what) {
        problems.add(where + ": " + what);
    }

    /** A text; nil counts as an empty one. */
    String text(String where) throws IOException {
        MessageFormat format = in.getNextFormat();
        if (format == MessageFormat.NIL) {
            in.unpackNil();
            return "";
        }
        return format.getValueType() == ValueType.STRING ? in.unpackString() : wrongType(where, "str", "");
    }

    /** A text that may not be nil. */
    String presentText(String where) throws IOException {
        return in.getNextFormat() == MessageFormat.NIL ? wrongType(where, "str", "") : text(where);
    }

    /** A 64-bit id; a negative number is a problem, its bits are taken all the same. */
    long unsigned(String where) throws IOException {
        if (!nextIsInteger()) {
            return wrongType(where, "uint", 0L);
        }
        BigInteger value = in.unpackBigInteger();
        if (value.signum() < 0) {
            problem(where, "must be unsigned but is " + value);
            return value.add(TWO_TO_THE_64).longValue();
        }
        return value.longValue();
    }

    long signed(String where) throws IOException {
        if (!nextIsInteger()) {
            return wrongType(where, "int", 0L);
        }
        BigInteger value = in.unpackBigInteger();
        if (value.bitLength() >= Long.SIZE) {
            problem(where, value + " does not fit into int64");
        }
        return value.longValue();
    }

    /** 0 or 1 as an integer; a boolean is a problem, its meaning is taken all the same. */
    int flag(String where) throws IOException {
        if (in.getNextFormat() == MessageFormat.BOOLEAN) {
            problem(where, "must be int but is bool");
            return in.unpackBoolean() ? 1 : 0;
        }
        long value = signed(where);
        if (value != 0 && value != 1) {
            problem(where, "must be 0 or 1 but is " + value);
        }
        return value == 0 ? 0 : 1;
    }

    boolean bool(String where) throws IOException {
        return in.getNextFormat() == MessageFormat.BOOLEAN ? in.unpackBoolean() : wrongType(where, "bool", false);
    }

    double decimal(String where) throws IOException {
        return in.getNextFormat().getValueType() == ValueType.FLOAT
                ? in.unpackDouble()
                : wrongType(where, "float64", 0.0);
    }

    Number number(String where) throws IOException {
        if (nextIsInteger()) {
            return signed(where);
        }
        if (in.getNextFormat().getValueType() != ValueType.FLOAT) {
            return wrongType(where, "int or float64", 0L);
        }
        double value = in.unpackDouble();
        if (!Double.isFinite(value)) {
            problem(where, value + " must not be sent");
        }
        return value;
    }

    byte[] binary(String where) throws IOException {
        if (in.getNextFormat().getValueType() != ValueType.BINARY) {
            return wrongType(where, "bin", new byte[0]);
        }
        int size = in.unpackBinaryHeader();
        if (size > length - in.getTotalReadBytes()) {
            throw new EOFException(where + " announces " + size + " bytes, more than there are");
        }
        return in.readPayload(size);
    }

    <T> List<T> array(String where, ValueReader<T> element) throws IOException {
        List<T> values = new ArrayList<>();
        if (in.getNextFormat().getValueType() != ValueType.ARRAY) {
            return wrongType(where, "array", values);
        }
        int size = in.unpackArrayHeader();
        for (int i = 0; i < size; i++) {
            values.add(element.read(where + "[" + i + "]"));
        }
        return values;
    }

    <T> Map<String, T> map(String where, ValueReader<T> value) throws IOException {
        Map<String, T> values = new LinkedHashMap<>();
        entries(where, (key, place) -> values.put(key, value.read(place)));
        return values;
    }

    /** Calls {@code reader} for each entry; it must consume the value. Says whether there was a map. */
    boolean entries(String where, EntryReader reader) throws IOException {
        if (in.getNextFormat().getValueType() != ValueType.MAP) {
            return wrongType(where, "map", false);
        }
        int size = in.unpackMapHeader();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String key = presentText(where + " key " + i);
            String place = where + "." + key;
            if (seen.contains(key)) {
                problem(place, "occurs twice");
            }
            seen.add(key);
            reader.read(key, place);
        }
        return true;
    }

    void unknown(String where) throws IOException {
        problem(where, "unknown key");
        in.skipValue();
    }

    void end() {
        long left = length - in.getTotalReadBytes();
        if (left != 0) {
            problem("body", left + " bytes after the payload");
        }
    }

    private boolean nextIsInteger() throws IOException {
        return in.getNextFormat().getValueType() == ValueType.INTEGER;
    }

    private <T> T wrongType(String where, String expected, T substitute) throws IOException {
        problem(where, "must be " + expected + " but is " + in.getNextFormat());
        in.skipValue();
        return substitute;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
