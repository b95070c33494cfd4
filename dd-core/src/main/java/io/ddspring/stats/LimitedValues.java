/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The values that one part of the key has taken since the last {@link #reset()}, of which there is a limit: further ones
 * are all replaced by one. Gives the same text object for the same value. Used by one thread.
 */
final class LimitedValues {
    static final String BLOCKED = "tracer_blocked_value";

    private final int limit;
    private final UnaryOperator<String> form;
    private final String blocked;
    private final Map<String, String> forms = new HashMap<>();

    private LimitedValues(int limit, UnaryOperator<String> form, String blocked) {
        this.limit = limit;
        this.form = form;
        this.blocked = blocked;
    }

    /** Values that stay as they are. */
    static LimitedValues of(int limit) {
        return of(limit, UnaryOperator.identity());
    }

    /** Values that are written as {@code form} says. */
    static LimitedValues of(int limit, UnaryOperator<String> form) {
        return new LimitedValues(limit, form, BLOCKED);
    }

    /** Values of the tag {@code name}, written {@code name:value}. */
    static LimitedValues ofTag(String name, int limit) {
        return new LimitedValues(limit, value -> name + ":" + value, name + ":" + BLOCKED);
    }

    /** How {@code value} is written; {@link #blocked()} when there were too many others. */
    String limited(String value) {
        String known = forms.get(value);
        if (known != null) {
            return known;
        }
        if (forms.size() >= limit) {
            return blocked;
        }
        String written = form.apply(value);
        forms.put(value, written);
        return written;
    }

    /** What values beyond the limit become. */
    String blocked() {
        return blocked;
    }

    void reset() {
        forms.clear();
    }
}
