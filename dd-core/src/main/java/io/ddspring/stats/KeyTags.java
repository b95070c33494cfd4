/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tags that tell groups apart, of which the names are known in advance. The values of one span are put in and then taken
 * as {@code name:value}, in the order of the names. Used by one thread.
 */
final class KeyTags {
    private final String[] names;
    private final LimitedValues[] limits;
    private final @Nullable String[] values;
    private int present;
    private List<String> recent = List.of();
    private boolean collapsed;

    /** @param valuesLimit most values of each tag between two resets */
    KeyTags(List<String> names, int valuesLimit) {
        this.names = names.stream().distinct().toArray(String[]::new);
        this.limits = Arrays.stream(this.names)
                .map(name -> LimitedValues.ofTag(name, valuesLimit))
                .toArray(LimitedValues[]::new);
        this.values = new String[limits.length];
    }

    /** Whether there are no such tags. */
    boolean isEmpty() {
        return limits.length == 0;
    }

    /** Number of tags. */
    int size() {
        return names.length;
    }

    /** Name of the tag at {@code index}. */
    String name(int index) {
        return names[index];
    }

    /** Takes the value of the tag at {@code index}, once; one of more than {@code maxChars} is replaced. */
    void put(int index, String value, int maxChars) {
        LimitedValues limit = limits[index];
        String written = value.length() > maxChars ? limit.blocked() : limit.limited(value);
        collapsed |= written.equals(limit.blocked());
        values[index] = written;
        present++;
    }

    /** The tags that were put since the last call; without garbage if they are the same as before, or none. */
    List<String> take() {
        if (present == 0) {
            return List.of();
        }
        if (!isRecent()) {
            List<String> tags = new ArrayList<>(present);
            for (String value : values) {
                if (value != null) {
                    tags.add(value);
                }
            }
            recent = tags;
        }
        Arrays.fill(values, null);
        present = 0;
        return recent;
    }

    private boolean isRecent() {
        int matched = 0;
        for (String value : values) {
            if (value != null && (matched == recent.size() || !value.equals(recent.get(matched++)))) {
                return false;
            }
        }
        return matched == recent.size();
    }

    /** Whether a value was replaced since the last call. */
    boolean takeCollapsed() {
        boolean was = collapsed;
        collapsed = false;
        return was;
    }

    /** Lets other values in. */
    void reset() {
        for (LimitedValues limit : limits) {
            limit.reset();
        }
    }
}
