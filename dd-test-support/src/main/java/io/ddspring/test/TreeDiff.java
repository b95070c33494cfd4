/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares an expected span tree with a received one, line by line. An expected line that ends with {@code ...} stands
 * for every line that starts like it.
 */
final class TreeDiff {
    private static final String ANY_REST = "...";

    private final List<String> expected;
    private final List<String> received;

    private TreeDiff(List<String> expected, List<String> received) {
        this.expected = expected;
        this.received = received;
    }

    static TreeDiff of(String expected, String received) {
        return new TreeDiff(lines(expected), lines(received));
    }

    private static List<String> lines(String tree) {
        return tree.stripIndent()
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    boolean isEmpty() {
        return expected.size() == received.size() && commonLengths()[0][0] == expected.size();
    }

    /** All lines of both: common ones indented, missing ones after {@code -}, unexpected ones after {@code +}. */
    String render() {
        int[][] common = commonLengths();
        List<String> out = new ArrayList<>();
        int e = 0;
        int r = 0;
        while (e < expected.size() && r < received.size()) {
            if (matches(expected.get(e), received.get(r)) && common[e][r] == common[e + 1][r + 1] + 1) {
                out.add("  " + received.get(r++));
                e++;
            } else if (common[e + 1][r] >= common[e][r + 1]) {
                out.add("- " + expected.get(e++));
            } else {
                out.add("+ " + received.get(r++));
            }
        }
        expected.subList(e, expected.size()).forEach(line -> out.add("- " + line));
        received.subList(r, received.size()).forEach(line -> out.add("+ " + line));
        return String.join("\n", out);
    }

    /** For each pair of positions the largest number of lines that can be matched from there on. */
    private int[][] commonLengths() {
        int[][] lengths = new int[expected.size() + 1][received.size() + 1];
        for (int e = expected.size() - 1; e >= 0; e--) {
            for (int r = received.size() - 1; r >= 0; r--) {
                lengths[e][r] = matches(expected.get(e), received.get(r))
                        ? lengths[e + 1][r + 1] + 1
                        : Math.max(lengths[e + 1][r], lengths[e][r + 1]);
            }
        }
        return lengths;
    }

    private static boolean matches(String expected, String received) {
        return expected.endsWith(ANY_REST)
                ? received.startsWith(expected.substring(0, expected.length() - ANY_REST.length()))
                : expected.equals(received);
    }
}
