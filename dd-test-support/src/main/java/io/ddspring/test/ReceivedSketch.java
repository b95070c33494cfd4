/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A distribution as an Agent reads it from its protobuf form, a DDSketch.
 *
 * @param gamma ratio of the bounds of a bin
 * @param indexOffset added to the index of every bin
 * @param interpolation 0 for a logarithmic mapping
 * @param bins counts of positive values by the index of their bin, without empty bins
 * @param zeroCount number of values that are 0
 */
public record ReceivedSketch(
        double gamma, double indexOffset, int interpolation, SortedMap<Integer, Double> bins, double zeroCount) {

    /**
     * Reads a sketch.
     *
     * @throws IllegalArgumentException when {@code protobuf} is none, or has negative values
     */
    public static ReceivedSketch read(byte[] protobuf) {
        try {
            return new Reader().read(ByteBuffer.wrap(protobuf));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the sketch is cut off", e);
        }
    }

    /** Number of values. */
    public double count() {
        return zeroCount
                + bins.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * The value below which the share {@code quantile} of all values lies, as exact as the bins are.
     *
     * @throws IllegalArgumentException when there are no values
     */
    public double quantile(double quantile) {
        double rank = quantile * (count() - 1);
        double seen = zeroCount;
        if (seen > rank) {
            return 0;
        }
        for (Map.Entry<Integer, Double> bin : bins.entrySet()) {
            seen += bin.getValue();
            if (seen > rank) {
                double lowerBound = Math.pow(gamma, bin.getKey() - indexOffset);
                return lowerBound * 2 * gamma / (1 + gamma);
            }
        }
        throw new IllegalArgumentException("the sketch is empty");
    }

    private static final class Reader {
        private double gamma;
        private double indexOffset;
        private int interpolation;
        private final SortedMap<Integer, Double> bins = new TreeMap<>();
        private double zeroCount;

        ReceivedSketch read(ByteBuffer in) {
            while (in.hasRemaining()) {
                int tag = (int) varint(in);
                switch (tag) {
                    case 1 << 3 | 2 -> readMapping(part(in));
                    case 2 << 3 | 2 -> readStore(part(in));
                    case 3 << 3 | 2 -> expectEmpty(part(in));
                    case 4 << 3 | 1 -> zeroCount = float64(in);
                    default -> throw new IllegalArgumentException("unknown field of a sketch: " + tag);
                }
            }
            return new ReceivedSketch(gamma, indexOffset, interpolation, bins, zeroCount);
        }

        private void readMapping(ByteBuffer in) {
            while (in.hasRemaining()) {
                int tag = (int) varint(in);
                switch (tag) {
                    case 1 << 3 | 1 -> gamma = float64(in);
                    case 2 << 3 | 1 -> indexOffset = float64(in);
                    case 3 << 3 -> interpolation = (int) varint(in);
                    default -> throw new IllegalArgumentException("unknown field of a mapping: " + tag);
                }
            }
        }

        private void readStore(ByteBuffer in) {
            ByteBuffer contiguous = ByteBuffer.allocate(0);
            int offset = 0;
            while (in.hasRemaining()) {
                int tag = (int) varint(in);
                switch (tag) {
                    case 1 << 3 | 2 -> readBin(part(in));
                    case 2 << 3 | 2 -> contiguous = part(in);
                    case 3 << 3 -> offset = signed(in);
                    default -> throw new IllegalArgumentException("unknown field of a store: " + tag);
                }
            }
            for (int index = offset; contiguous.hasRemaining(); index++) {
                add(index, float64(contiguous));
            }
        }

        private void readBin(ByteBuffer in) {
            int index = 0;
            double count = 0;
            while (in.hasRemaining()) {
                int tag = (int) varint(in);
                switch (tag) {
                    case 1 << 3 -> index = signed(in);
                    case 2 << 3 | 1 -> count = float64(in);
                    default -> throw new IllegalArgumentException("unknown field of a bin: " + tag);
                }
            }
            add(index, count);
        }

        private void add(int index, double count) {
            if (count != 0) {
                bins.merge(index, count, Double::sum);
            }
        }

        private static void expectEmpty(ByteBuffer in) {
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("a duration is never negative");
            }
        }

        private static ByteBuffer part(ByteBuffer in) {
            int length = (int) varint(in);
            if (length < 0 || length > in.remaining()) {
                throw new IllegalArgumentException(
                        "a part of " + length + " bytes where " + in.remaining() + " are left");
            }
            ByteBuffer part = in.slice(in.position(), length);
            in.position(in.position() + length);
            return part;
        }

        private static double float64(ByteBuffer in) {
            return in.order(ByteOrder.LITTLE_ENDIAN).getDouble();
        }

        private static int signed(ByteBuffer in) {
            int zigzag = (int) varint(in);
            return (zigzag >>> 1) ^ -(zigzag & 1);
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte next = in.get();
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number has more than 64 bits");
        }
    }
}
