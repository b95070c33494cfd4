/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What is wrong with a trace or a part of it: of each kind the first example. Confined to who collects them. */
final class Flaws {
    private static final int MAX_SHOWN_CHARS = 60;

    private final Map<Flaw, String> examples = new EnumMap<>(Flaw.class);

    /** Notes an example unless there is one of its kind. */
    void add(Flaw flaw, String example) {
        examples.putIfAbsent(flaw, example);
    }

    /** Adds those of {@code others}, each with {@code prefix} before it. */
    void addAll(String prefix, Flaws others) {
        others.examples.forEach((flaw, example) -> add(flaw, prefix + example));
    }

    boolean isEmpty() {
        return examples.isEmpty();
    }

    Set<Map.Entry<Flaw, String>> all() {
        return examples.entrySet();
    }

    /** A text of a payload, short enough to be part of an example. */
    static String shown(String text) {
        return text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text;
    }
}
