/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes equal texts of many traces one object, as most traces have the same few. Used by one thread at a time. */
final class SharedTexts {
    private static final int MAX_KEPT = 4_096;

    /** Longer ones are seldom equal, and would outlive their traces here. */
    private static final int MAX_CHARS = 200;

    private final Map<Object, Object> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MAX_KEPT;
        }
    };

    String text(String text) {
        return text.length() > MAX_CHARS ? text : (String) shared(text);
    }

    @Nullable
    String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /** @param texts a few short ones, never to be changed */
    @SuppressWarnings("unchecked") // Equal to a set of texts is only another one.
    Set<String> set(Set<String> texts) {
        return texts.stream().mapToInt(String::length).sum() > MAX_CHARS ? texts : (Set<String>) shared(texts);
    }

    private Object shared(Object value) {
        Object before = known.putIfAbsent(value, value);
        return before == null ? value : before;
    }

    void clear() {
        known.clear();
    }
}
