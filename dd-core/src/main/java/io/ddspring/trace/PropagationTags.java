/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.ArrayList;
import java.util.List;
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
    public static final PropagationTags EMPTY = new PropagationTags(List.of());

    private final List<String> namesAndValues;

    private PropagationTags(List<String> namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /** The value of the tag, or null. */
    public @Nullable String get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : namesAndValues.get(index + 1);
    }

    /** A copy in which the tag has {@code value}; a new tag goes to the end. */
    public PropagationTags with(String name, String value) {
        List<String> changed = new ArrayList<>(namesAndValues);
        put(changed, name, value);
        return new PropagationTags(changed);
    }

    /** A copy without the tag. */
    public PropagationTags without(String name) {
        int index = indexOf(name);
        if (index < 0) {
            return this;
        }
        List<String> changed = new ArrayList<>(namesAndValues);
        changed.remove(index + 1);
        changed.remove(index);
        return new PropagationTags(changed);
    }

    /** Number of tags. */
    public int size() {
        return namesAndValues.size() / 2;
    }

    /** Name of the tag at {@code index}, which counts from 0. */
    public String name(int index) {
        return namesAndValues.get(2 * index);
    }

    /** Value of the tag at {@code index}, which counts from 0. */
    public String value(int index) {
        return namesAndValues.get(2 * index + 1);
    }

    /** Calls {@code action} with every name and value in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            action.accept(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return namesAndValues.isEmpty();
    }

    private static void put(List<String> namesAndValues, String name, String value) {
        int index = indexOf(namesAndValues, name);
        if (index < 0) {
            namesAndValues.add(name);
            namesAndValues.add(value);
        } else {
            namesAndValues.set(index + 1, value);
        }
    }

    private int indexOf(String name) {
        return indexOf(namesAndValues, name);
    }

    private static int indexOf(List<String> namesAndValues, String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PropagationTags tags && tags.namesAndValues.equals(namesAndValues);
    }

    @Override
    public int hashCode() {
        return namesAndValues.hashCode();
    }

    @Override
    public String toString() {
        return namesAndValues.toString();
    }

    /** Collects tags one by one. Not thread-safe; builds once. */
    public static final class Builder {
        private @Nullable List<String> namesAndValues;

        /** Sets the tag, replacing an earlier value. */
        public void put(String name, String value) {
            if (namesAndValues == null) {
                namesAndValues = new ArrayList<>(8);
            }
            PropagationTags.put(namesAndValues, name, value);
        }

        /** The tags that were set. */
        public PropagationTags build() {
            List<String> collected = namesAndValues;
            return collected == null ? EMPTY : new PropagationTags(collected);
        }
    }
}
