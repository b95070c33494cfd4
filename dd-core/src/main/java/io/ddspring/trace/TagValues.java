/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import io.ddspring.metrics.Faults;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes tags, each a name and one value, of values of any shape. Values are application code: they may fail. */
final class TagValues {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_TAGS = 256;

    private final BiConsumer<String, @Nullable Object> tags;
    private int left = MAX_TAGS;

    private TagValues(BiConsumer<String, @Nullable Object> tags) {
        this.tags = tags;
    }

    /** Hands {@code tags} the elements of {@code value}, or {@code value} itself when it has none. */
    static void flatten(String name, @Nullable Object value, BiConsumer<String, @Nullable Object> tags) {
        if (!isComposite(value)) {
            tags.accept(name, value);
            return;
        }
        try {
            new TagValues(tags).add(name, value, MAX_DEPTH);
        } catch (Throwable failure) {
            Faults.shared().record("tag.value", failure);
        }
    }

    /** The text of a single value; null when there is none. */
    static @Nullable String text(@Nullable Object value) {
        try {
            return value == null ? null : value.toString();
        } catch (Throwable failure) {
            Faults.shared().record("tag.value", failure);
            return null;
        }
    }

    private static boolean isComposite(@Nullable Object value) {
        if (value == null || value instanceof Path) {
            return false;
        }
        return value instanceof Map
                || value instanceof Iterable
                || value.getClass().isArray();
    }

    private void add(String name, @Nullable Object value, int depth) {
        if (left <= 0 || value == null) {
            return;
        }
        if (!isComposite(value)) {
            left--;
            tags.accept(name, value);
        } else if (depth == 0) {
            return;
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                add(name + '.' + entry.getKey(), entry.getValue(), depth - 1);
            }
        } else if (value instanceof Iterable<?> elements) {
            int index = 0;
            for (Object element : elements) {
                if (left <= 0) {
                    return;
                }
                add(name + '.' + index++, element, depth - 1);
            }
        } else {
            int length = Array.getLength(value);
            for (int i = 0; i < length && left > 0; i++) {
                add(name + '.' + i, Array.get(value, i), depth - 1);
            }
        }
    }
}
