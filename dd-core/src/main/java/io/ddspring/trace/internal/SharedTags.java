/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import org.jspecify.annotations.Nullable;

/** Tags that many spans have alike, kept once for all of them. Immutable. */
final class SharedTags {
    static final SharedTags NONE = new SharedTags(new TagSlots<>(0), new TagSlots<>(0));

    private final TagSlots<String> texts;
    private final TagSlots<Double> numbers;
    private final int textCount;
    private final int numberCount;
    /** A bit for the hash of each name, so that most other names need no comparison. */
    private final long mask;

    /** What {@code texts} and {@code numbers} have, which must not be changed any more. */
    SharedTags(TagSlots<String> texts, TagSlots<Double> numbers) {
        this.texts = texts.sealed();
        this.numbers = numbers.sealed();
        this.textCount = this.texts.count();
        this.numberCount = this.numbers.count();
        this.mask = mask(this.texts) | mask(this.numbers);
    }

    TagSlots<String> texts() {
        return texts;
    }

    TagSlots<Double> numbers() {
        return numbers;
    }

    int textCount() {
        return textCount;
    }

    int numberCount() {
        return numberCount;
    }

    boolean contains(String name) {
        return (mask & bit(name)) != 0 && (texts.get(name) != null || numbers.get(name) != null);
    }

    @Nullable
    String text(String name) {
        return (mask & bit(name)) == 0 ? null : texts.get(name);
    }

    @Nullable
    Double number(String name) {
        return (mask & bit(name)) == 0 ? null : numbers.get(name);
    }

    /** Whether one of them has the name of one of {@code tags}. */
    boolean overlap(TagSlots<?> tags) {
        String name;
        for (int i = 0; (name = tags.name(i)) != null; i++) {
            if (contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The others. */
    SharedTags without(String name) {
        TagSlots<String> otherTexts = texts.copy();
        otherTexts.remove(name);
        TagSlots<Double> otherNumbers = numbers.copy();
        otherNumbers.remove(name);
        return new SharedTags(otherTexts, otherNumbers);
    }

    /** These and {@code tags}, which replace those of the same name. */
    SharedTags with(SharedTags tags) {
        TagSlots<String> allTexts = texts.copy();
        TagSlots<Double> allNumbers = numbers.copy();
        tags.texts.forEach((name, text) -> {
            allNumbers.remove(name);
            allTexts.set(name, text);
        });
        tags.numbers.forEach((name, number) -> {
            allTexts.remove(name);
            allNumbers.set(name, number);
        });
        return new SharedTags(allTexts, allNumbers);
    }

    private static long mask(TagSlots<?> tags) {
        long mask = 0;
        String name;
        for (int i = 0; (name = tags.name(i)) != null; i++) {
            mask |= bit(name);
        }
        return mask;
    }

    private static long bit(String name) {
        int hash = name.hashCode();
        return 1L << (hash ^ hash >>> 16);
    }
}
