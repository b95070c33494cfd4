/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The {@code _dd.p.*} tags of a trace in the order in which they came or were set. Immutable and thread-safe; a trace
 * has a handful of them.
 */
public final class PropagationTags {
    /** Every propagated tag's name starts with this. */
    public static final String PREFIX = "_dd.p.";
    /** Decision maker: a dash and the {@link SamplingMechanism}. */
    public static final String DECISION_MAKER = "_dd.p.dm";
    /** High 64 bits of the trace id as 16 lower-case hexadecimal digits. */
    public static final String TRACE_ID_HIGH = "_dd.p.tid";
    /** Sampling rate that was applied, as text. */
    public static final String SAMPLING_RATE = "_dd.p.ksr";
    /** Products that want the trace, a hexadecimal bit mask. */
    public static final String TRACE_SOURCE = "_dd.p.ts";

    /** No tags. */
    public static final PropagationTags EMPTY = new PropagationTags(NamedTexts.NONE);

    private final String[] namesAndValues;

    private PropagationTags(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /** The value of the tag, or null. */
    public @Nullable String get(String name) {
        int index = NamedTexts.indexOf(namesAndValues, namesAndValues.length, name);
        return index < 0 ? null : namesAndValues[index + 1];
    }

    /** A copy in which the tag has {@code value}, these tags when it has that already; a new tag goes to the end. */
    public PropagationTags with(String name, String value) {
        return changed(NamedTexts.with(namesAndValues, name, value));
    }

    /** A copy without the tag; these tags when it is not there. */
    public PropagationTags without(String name) {
        return changed(NamedTexts.without(namesAndValues, name));
    }

    private PropagationTags changed(String[] texts) {
        if (texts.length == 0) {
            return EMPTY;
        }
        return texts == namesAndValues ? this : new PropagationTags(texts);
    }

    /** Number of tags. */
    public int size() {
        return namesAndValues.length / 2;
    }

    /** Name of the tag at {@code index}, which counts from 0. */
    public String name(int index) {
        return namesAndValues[2 * index];
    }

    /** Value of the tag at {@code index}, which counts from 0. */
    public String value(int index) {
        return namesAndValues[2 * index + 1];
    }

    /** Calls {@code action} with every name and value in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            action.accept(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return namesAndValues.length == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PropagationTags tags && Arrays.equals(tags.namesAndValues, namesAndValues));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(namesAndValues);
    }

    @Override
    public String toString() {
        return Arrays.toString(namesAndValues);
    }

    /** Collects tags one by one. Not thread-safe; builds once. */
    public static final class Builder {
        private final NamedTexts.Builder texts = new NamedTexts.Builder();

        /** Sets the tag, replacing an earlier value. */
        public void put(String name, String value) {
            texts.put(name, value);
        }

        /** The tags that were set. */
        public PropagationTags build() {
            String[] collected = texts.build();
            return collected.length == 0 ? EMPTY : new PropagationTags(collected);
        }
    }
}
