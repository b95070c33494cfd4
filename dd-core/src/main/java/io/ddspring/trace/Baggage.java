/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items that the application sends along with a trace, by name, in the order in which they came or were set. Immutable
 * and thread-safe. Remembers the header that it was read from, so that unchanged baggage is handed on byte for byte.
 */
public final class Baggage extends AbstractMap<String, String> {
    /** No items. */
    public static final Baggage EMPTY = new Baggage(new LinkedHashMap<>(), null);

    private final Map<String, String> items;
    private final @Nullable String header;

    /** @param items are not changed any more */
    private Baggage(Map<String, String> items, @Nullable String header) {
        this.items = Collections.unmodifiableMap(items);
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
        if (items.isEmpty()) {
            return EMPTY;
        }
        LinkedHashMap<String, String> copy = new LinkedHashMap<>();
        items.forEach((name, value) ->
                copy.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value")));
        return new Baggage(copy, null);
    }

    /** Baggage that came as the value {@code header} of a message's header. */
    public static Baggage received(Map<String, String> items, String header) {
        return new Baggage(new LinkedHashMap<>(items), header);
    }

    /** The header's value that says exactly this; null when nobody sent it this way. */
    public @Nullable String header() {
        return header;
    }

    /** A copy in which the item has {@code value}; this baggage when it has that already. */
    public Baggage with(String name, String value) {
        if (value.equals(items.get(name))) {
            return this;
        }
        LinkedHashMap<String, String> changed = new LinkedHashMap<>(items);
        changed.put(name, value);
        return new Baggage(changed, null);
    }

    /** A copy without the item; this baggage when it is not there. */
    public Baggage without(String name) {
        if (!items.containsKey(name)) {
            return this;
        }
        LinkedHashMap<String, String> changed = new LinkedHashMap<>(items);
        changed.remove(name);
        return changed.isEmpty() ? EMPTY : new Baggage(changed, null);
    }

    /** A copy to which the items of {@code others} are added, except those whose name is taken. */
    public Baggage withAbsent(Baggage others) {
        if (items.isEmpty()) {
            return others;
        }
        Baggage united = this;
        for (Entry<String, String> item : others.entrySet()) {
            if (!items.containsKey(item.getKey())) {
                united = united.with(item.getKey(), item.getValue());
            }
        }
        return united;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return items.entrySet();
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return items.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return items.containsKey(name);
    }

    @Override
    public int size() {
        return items.size();
    }
}
