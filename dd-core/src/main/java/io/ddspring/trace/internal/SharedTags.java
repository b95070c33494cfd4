/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import org.jspecify.annotations.Nullable;

/** Tags that many spans have alike, kept once for all of them. Immutable. */
final class SharedTags {
    private final TagSlots tags;
    private final String[] textNames;
    private final String[] texts;
    private final String[] numberNames;
    private final double[] numbers;
    /** A bit for the hash of each name, so that most other names need no comparison. */
    private final long mask;

    /** What {@code tags} has, which must not be changed any more. */
    SharedTags(TagSlots tags) {
        this.tags = tags;
        this.textNames = new String[tags.count(String.class)];
        this.texts = new String[textNames.length];
        this.numberNames = new String[tags.count(Double.class)];
        this.numbers = new double[numberNames.length];
        for (int i = 0; i < texts.length; i++) {
            textNames[i] = String.valueOf(tags.name(String.class, i));
            texts[i] = String.valueOf(tags.value(String.class, i));
        }
        for (int i = 0; i < numbers.length; i++) {
            numberNames[i] = String.valueOf(tags.name(Double.class, i));
            numbers[i] = tags.value(Double.class, i) instanceof Double number ? number : 0;
        }
        this.mask = mask(textNames) | mask(numberNames);
    }

    /** To be read only. */
    TagSlots tags() {
        return tags;
    }

    int textCount() {
        return texts.length;
    }

    String textName(int index) {
        return textNames[index];
    }

    String text(int index) {
        return texts[index];
    }

    int numberCount() {
        return numbers.length;
    }

    String numberName(int index) {
        return numberNames[index];
    }

    double number(int index) {
        return numbers[index];
    }

    /** The value of the tag, or null. */
    @Nullable
    Object get(String name) {
        return (mask & TagSlots.bit(name)) == 0 ? null : tags.get(name);
    }

    /** The others. */
    SharedTags without(String name) {
        TagSlots others = tags.copy();
        others.remove(name);
        return new SharedTags(others);
    }

    /** These and {@code more}, which replace those of the same name. */
    SharedTags with(SharedTags more) {
        TagSlots all = tags.copy();
        more.tags.forEach(all::set);
        return new SharedTags(all);
    }

    private static long mask(String[] names) {
        long mask = 0;
        for (String name : names) {
            mask |= TagSlots.bit(name);
        }
        return mask;
    }
}
