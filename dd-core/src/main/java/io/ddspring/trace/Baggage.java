/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Items that the application sends along with a trace, by name, in the order in which they came or were set. Immutable
 * and thread-safe; made for a few dozen items. Remembers the header that it was read from, so that unchanged baggage is
 * handed on byte for byte.
 */
public final class Baggage extends AbstractMap<String, String> {
    /** No items. */
    public static final Baggage EMPTY = new Baggage(NamedTexts.NONE, null);

    private final String[] namesAndValues;
    private final @Nullable String header;

    private Baggage(String[] namesAndValues, @Nullable String header) {
        this.namesAndValues = namesAndValues;
        this.header = header;
    }

    /**
     * Baggage of the given items; the argument itself when it is baggage.
     *
     * @throws NullPointerException when a name or a value is null
     */
    public static Baggage copyOf(Map<String, String> items) {
        if (items instanceof Baggage baggage) {
            return baggage;
        }
        Builder copy = new Builder();
        items.forEach(copy::put);
        return copy.build();
    }

    /** The header's value that says exactly this; null when nobody sent it this way. */
    public @Nullable String header() {
        return header;
    }

    /** Name of the item at {@code index}, which counts from 0. */
    public String name(int index) {
        return namesAndValues[2 * index];
    }

    /** Value of the item at {@code index}, which counts from 0. */
    public String value(int index) {
        return namesAndValues[2 * index + 1];
    }

    /** A copy in which the item has {@code value}; this baggage when it has that already. */
    public Baggage with(String name, String value) {
        return changed(NamedTexts.with(namesAndValues, name, value));
    }

    /** A copy without the item; this baggage when it is not there. */
    public Baggage without(String name) {
        return changed(NamedTexts.without(namesAndValues, name));
    }

    private Baggage changed(String[] texts) {
        if (texts.length == 0) {
            return EMPTY;
        }
        return texts == namesAndValues ? this : new Baggage(texts, null);
    }

    /** A copy to which the items of {@code others} are added, except those whose name is taken. */
    public Baggage withAbsent(Baggage others) {
        if (isEmpty()) {
            return others;
        }
        Baggage united = this;
        for (int i = 0; i < others.size(); i++) {
            if (!containsKey(others.name(i))) {
                united = united.with(others.name(i), others.value(i));
            }
        }
        return united;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new Entries();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < size(); i++) {
            action.accept(name(i), value(i));
        }
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        int index = indexOf(name);
        return index < 0 ? null : namesAndValues[index + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return indexOf(name) >= 0;
    }

    private int indexOf(@Nullable Object name) {
        return name instanceof String text ? NamedTexts.indexOf(namesAndValues, namesAndValues.length, text) : -1;
    }

    @Override
    public int size() {
        return namesAndValues.length / 2;
    }

    private final class Entries extends AbstractSet<Entry<String, String>> {
        @Override
        public int size() {
            return Baggage.this.size();
        }

        @Override
        public Iterator<Entry<String, String>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size();
                }

                @Override
                public Entry<String, String> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    int index = next++;
                    return Map.entry(name(index), value(index));
                }
            };
        }
    }

    /** Collects items one by one. Not thread-safe; builds once. */
    public static final class Builder {
        private final NamedTexts.Builder texts = new NamedTexts.Builder();
        private @Nullable String header;

        /**
         * Sets the item, replacing an earlier value.
         *
         * @throws NullPointerException when the name or the value is null
         */
        public void put(String name, String value) {
            texts.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        }

        /** Sets the value of the header that says exactly the items that were put. */
        public void receivedAs(String headerValue) {
            header = headerValue;
        }

        /** The items that were put. */
        public Baggage build() {
            String[] collected = texts.build();
            return collected.length == 0 ? EMPTY : new Baggage(collected, header);
        }
    }
}
