/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.SpanTags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Tags that many spans have alike, kept once for all of them. Immutable. */
final class SharedTags implements SpanTags {
    private static final int FEWEST_PLACES = 64;

    private final TagSlots tags;
    private final String[] textNames;
    private final String[] texts;
    private final String[] numberNames;
    private final double[] numbers;
    /** All names, each at the place its hash says or, when that is taken, at the next free one. */
    private final @Nullable String[] places;
    /** The values beside the names. */
    private final @Nullable Object[] values;

    /** What {@code tags} has, which must not be changed any more. */
    SharedTags(TagSlots tags) {
        List<String> foundNames = new ArrayList<>();
        List<String> foundTexts = new ArrayList<>();
        tags.forEachTag((name, text) -> {
            foundNames.add(name);
            foundTexts.add(text);
        });
        List<String> foundNumberNames = new ArrayList<>();
        List<Double> foundNumbers = new ArrayList<>();
        tags.forEachMetric((name, number) -> {
            foundNumberNames.add(name);
            foundNumbers.add(number);
        });
        this.tags = tags;
        this.textNames = foundNames.toArray(String[]::new);
        this.texts = foundTexts.toArray(String[]::new);
        this.numberNames = foundNumberNames.toArray(String[]::new);
        this.numbers = foundNumbers.stream().mapToDouble(Double::doubleValue).toArray();
        int names = textNames.length + numberNames.length;
        this.places = new String[Math.max(FEWEST_PLACES, Integer.highestOneBit(4 * names))];
        this.values = new Object[places.length];
        tags.forEach((name, value) -> {
            int place = placeOf(name);
            places[place] = name;
            values[place] = value;
        });
    }

    /** To be read only. */
    TagSlots tags() {
        return tags;
    }

    @Override
    public int tagCount() {
        return texts.length;
    }

    @Override
    public void forEachTag(BiConsumer<? super String, ? super String> reader) {
        for (int i = 0; i < texts.length; i++) {
            reader.accept(textNames[i], texts[i]);
        }
    }

    @Override
    public int metricCount() {
        return numbers.length;
    }

    @Override
    public void forEachMetric(ObjDoubleConsumer<? super String> reader) {
        for (int i = 0; i < numbers.length; i++) {
            reader.accept(numberNames[i], numbers[i]);
        }
    }

    /** The value of the tag, or null. */
    @Nullable
    Object get(String name) {
        return values[placeOf(name)];
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

    /** Where {@code name} is, or would be. */
    @SuppressWarnings("ReferenceEquality") // nearly always constants
    private int placeOf(String name) {
        int place = TagSlots.spread(name.hashCode());
        while (true) {
            place &= places.length - 1;
            String present = places[place];
            if (present == null || present == name || (present.hashCode() == name.hashCode() && present.equals(name))) {
                return place;
            }
            place++;
        }
    }
}
