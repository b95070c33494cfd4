/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import java.util.Arrays;

/**
 * A pattern in which {@code *} stands for any run of characters, also none, and {@code ?} for exactly one; every other
 * character stands for itself in either letter case, and nothing can be escaped. It is matched against whole texts.
 * Matching simulates all ways at once, one bit for each position in the pattern, so its time grows with the length of the
 * text and never explodes, whatever the pattern. Immutable and thread-safe.
 */
final class Glob {
    /** Matches every text. */
    static final Glob ANY = new Glob("*");

    private final String pattern;
    private final boolean matchesAll;
    private final boolean onlyWildcards;
    /** The whole pattern when nothing in it is a wildcard. */
    private final boolean literal;

    /** Positions from 0 to the number of characters that are no star; the last one means that all have been matched. */
    private final int last;

    private final int[] characters;
    /** For each of {@link #characters}, and last for all others, the positions at which it is accepted. */
    private final long[][] accepted;
    /** Positions at which any character may be skipped. */
    private final long[] stars;

    private Glob(String pattern) {
        this.pattern = pattern;
        int[] folded = pattern.codePoints().map(Glob::fold).toArray();
        this.last = (int) Arrays.stream(folded).filter(c -> c != '*').count();
        this.onlyWildcards = Arrays.stream(folded).allMatch(c -> c == '*' || c == '?');
        this.matchesAll = last == 0 && folded.length > 0;
        this.characters = Arrays.stream(folded)
                .filter(c -> c != '*' && c != '?')
                .sorted()
                .distinct()
                .toArray();
        this.literal = Arrays.stream(folded).noneMatch(c -> c == '*' || c == '?');
        int words = last / Long.SIZE + 1;
        this.stars = new long[words];
        this.accepted = new long[characters.length + 1][words];
        int position = 0;
        for (int c : folded) {
            if (c == '*') {
                set(stars, position);
            } else {
                for (int i = 0; i < accepted.length; i++) {
                    if (c == '?' || (i < characters.length && characters[i] == c)) {
                        set(accepted[i], position);
                    }
                }
                position++;
            }
        }
    }

    /** The pattern that {@code text} describes. */
    static Glob of(String text) {
        return text.equals("*") ? ANY : new Glob(text);
    }

    boolean matches(String text) {
        if (matchesAll) {
            return true;
        }
        if (literal) {
            return text.equalsIgnoreCase(pattern);
        }
        return stars.length == 1 ? matchesShort(text) : matchesLong(text);
    }

    /** Whether it consists of {@code *} and {@code ?} alone. */
    boolean onlyWildcards() {
        return onlyWildcards;
    }

    private boolean matchesShort(String text) {
        long reached = 1;
        for (int i = 0; i < text.length() && reached != 0; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            reached = ((reached & accepted[indexOf(c)][0]) << 1) | (reached & stars[0]);
        }
        return (reached & (1L << last)) != 0;
    }

    private boolean matchesLong(String text) {
        long[] reached = new long[stars.length];
        reached[0] = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            long[] accepting = accepted[indexOf(c)];
            long carried = 0;
            for (int word = 0; word < reached.length; word++) {
                long moving = reached[word] & accepting[word];
                reached[word] = (moving << 1) | carried | (reached[word] & stars[word]);
                carried = moving >>> (Long.SIZE - 1);
            }
        }
        return (reached[last / Long.SIZE] & (1L << (last % Long.SIZE))) != 0;
    }

    private int indexOf(int character) {
        int index = Arrays.binarySearch(characters, fold(character));
        return index < 0 ? characters.length : index;
    }

    private static int fold(int character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    private static void set(long[] bits, int position) {
        bits[position / Long.SIZE] |= 1L << (position % Long.SIZE);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
