/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.http.MalformedPayloadException;
import org.jspecify.annotations.Nullable;

/** Decodes the protobuf form of a DDSketch. Used once, by one thread. */
final class SketchDecoder {
    /** More than tracers keep. */
    private static final int MAX_BINS = 16_384;

    private final DurationSketch sketch = new DurationSketch();
    private int binCount;

    private SketchDecoder() {}

    /** @throws MalformedPayloadException when it cannot be understood */
    static DurationSketch decode(byte[] message) throws MalformedPayloadException {
        return new SketchDecoder().sketch(message);
    }

    private DurationSketch sketch(byte[] message) throws MalformedPayloadException {
        // The description of the bins need not come first.
        SketchBins bins = null;
        ProtobufReader mapping = new ProtobufReader(message);
        while (mapping.next()) {
            if (mapping.field() == 1) {
                bins = mapping(mapping.message());
            } else {
                mapping.skip();
            }
        }
        ProtobufReader in = new ProtobufReader(message);
        while (in.next()) {
            switch (in.field()) {
                case 2 -> store(in.message(), bins);
                case 3 -> store(in.message(), null);
                case 4 -> add(0, in.fixedDouble());
                default -> in.skip();
            }
        }
        return sketch;
    }

    private static SketchBins mapping(ProtobufReader in) throws MalformedPayloadException {
        double gamma = 0;
        double offset = 0;
        int interpolation = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> gamma = in.fixedDouble();
                case 2 -> offset = in.fixedDouble();
                case 3 -> interpolation = (int) in.varint();
                default -> in.skip();
            }
        }
        return SketchBins.of(gamma, offset, interpolation);
    }

    /** Adds the counts of a store; without {@code bins} they are those of negative values, which no duration has. */
    private void store(ProtobufReader in, @Nullable SketchBins bins) throws MalformedPayloadException {
        ProtobufReader counts = null;
        int firstBin = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> entry(in.message(), bins);
                case 2 -> counts = in.message();
                case 3 -> firstBin = in.signedInt();
                default -> in.skip();
            }
        }
        for (int bin = firstBin; counts != null && counts.hasMore(); bin++) {
            addBin(bin, counts.fixedDouble(), bins);
        }
    }

    private void entry(ProtobufReader in, @Nullable SketchBins bins) throws MalformedPayloadException {
        int bin = 0;
        double count = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> bin = in.signedInt();
                case 2 -> count = in.fixedDouble();
                default -> in.skip();
            }
        }
        addBin(bin, count, bins);
    }

    private void addBin(int bin, double count, @Nullable SketchBins bins) throws MalformedPayloadException {
        if (++binCount > MAX_BINS) {
            throw new MalformedPayloadException("a sketch has more than " + MAX_BINS + " bins");
        }
        if (count != 0 && bins == null) {
            throw new MalformedPayloadException("a sketch has values but no mapping for them, or negative ones");
        }
        add(bins == null ? 0 : bins.middle(bin), count);
    }

    private void add(double nanos, double count) throws MalformedPayloadException {
        if (!(count >= 0) || Double.isInfinite(count)) {
            throw new MalformedPayloadException("a sketch has the count " + count);
        }
        if (count > 0) {
            sketch.add(nanos, count);
        }
    }
}
