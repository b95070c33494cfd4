/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/**
 * The values of each figure, for each subject one per turn. The n-th values of two subjects were measured in the same
 * turn, shortly after each other, and only those are compared: that way a machine that becomes slower or faster
 * meanwhile does not show in a ratio. Not thread-safe.
 */
public final class Samples {
    private final Map<String, Map<String, List<Double>>> byFigure = new LinkedHashMap<>();

    /** Adds the value of the next turn. */
    public void add(String figure, String subject, double value) {
        byFigure.computeIfAbsent(figure, absent -> new LinkedHashMap<>())
                .computeIfAbsent(subject, absent -> new ArrayList<>())
                .add(value);
    }

    /** Adds all values of {@code others} after those that are there. */
    public void addAll(Samples others) {
        others.byFigure.forEach((figure, bySubject) ->
                bySubject.forEach((subject, values) -> values.forEach(value -> add(figure, subject, value))));
    }

    public Set<String> figures() {
        return byFigure.keySet();
    }

    /** Those who have values of this figure. */
    public Set<String> subjects(String figure) {
        return byFigure.getOrDefault(figure, Map.of()).keySet();
    }

    public boolean has(String figure, String subject) {
        return subjects(figure).contains(subject);
    }

    /** @throws IllegalArgumentException when there is none */
    public double[] values(String figure, String subject) {
        List<Double> values = byFigure.getOrDefault(figure, Map.of()).get(subject);
        if (values == null) {
            throw new IllegalArgumentException(subject + " has no " + figure);
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public Distribution of(String figure, String subject) {
        return Distribution.of(values(figure, subject));
    }

    /** How often {@code base}'s value is contained in that of {@code subject}, turn by turn. */
    public Distribution ratio(String figure, String subject, String base) {
        return perTurn(figure, subject, base, (value, other) -> value / other);
    }

    /** What {@code subject} has more than {@code base}, turn by turn. */
    public Distribution difference(String figure, String subject, String base) {
        return perTurn(figure, subject, base, (value, other) -> value - other);
    }

    /** What {@code subject} adds to {@code base} as a part of what {@code other} adds to it, turn by turn. */
    public Distribution ratioOfAdditions(String figure, String subject, String other, String base) {
        double[] bases = values(figure, base);
        double[] others = values(figure, other);
        double[] result = values(figure, subject);
        requireSameTurns(figure, result.length, bases.length);
        requireSameTurns(figure, result.length, others.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = (result[i] - bases[i]) / (others[i] - bases[i]);
        }
        return Distribution.of(result);
    }

    private Distribution perTurn(String figure, String subject, String base, DoubleBinaryOperator comparison) {
        double[] bases = values(figure, base);
        double[] result = values(figure, subject);
        requireSameTurns(figure, result.length, bases.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = comparison.applyAsDouble(result[i], bases[i]);
        }
        return Distribution.of(result);
    }

    private static void requireSameTurns(String figure, int turns, int otherTurns) {
        if (turns != otherTurns) {
            throw new IllegalArgumentException(figure + " has " + turns + " and " + otherTurns + " turns");
        }
    }
}
