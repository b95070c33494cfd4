/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.bound;

import io.ddspring.benchmarks.result.Distribution;
import io.ddspring.benchmarks.result.ResourceTable;
import io.ddspring.benchmarks.result.Samples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one figure must be, one line of {@code bounds.txt}.
 *
 * @param bases with whom the subject is compared, if it is
 * @param target what we want, as published
 * @param gate what must not become worse
 * @param tolerance part of the gate's limit by which it may be broken, because machines are noisy
 */
public record Bound(
        String what,
        Measure measure,
        String figure,
        String subject,
        List<String> bases,
        Optional<Limit> target,
        Optional<Limit> gate,
        double tolerance) {
    private static final int COLUMNS = 8;

    public static List<Bound> all() throws IOException {
        return ResourceTable.rows(Bound.class, "bounds.txt", COLUMNS).stream()
                .map(Bound::of)
                .toList();
    }

    static Bound of(List<String> cells) {
        return new Bound(
                cells.get(0),
                Measure.valueOf(cells.get(1).toUpperCase(Locale.ROOT).replace(' ', '_')),
                cells.get(2),
                cells.get(3),
                Arrays.stream(cells.get(4).split(";", -1)).map(String::trim).toList(),
                limit(cells.get(5)),
                limit(cells.get(6)),
                cells.get(7).isEmpty() ? 0 : Double.parseDouble(cells.get(7)));
    }

    private static Optional<Limit> limit(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Limit.parse(text));
    }

    /** Empty when the run did not measure what it needs. */
    public Optional<Distribution> measured(Samples samples) {
        Stream<String> needed =
                measure == Measure.VALUE ? Stream.of(subject) : Stream.concat(Stream.of(subject), bases.stream());
        return needed.allMatch(name -> samples.has(figure, name))
                ? Optional.of(measure.of(samples, figure, subject, bases))
                : Optional.empty();
    }
}
