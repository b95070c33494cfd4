/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
    /** The value that was written last, which often comes again as another object whose hash nobody knows yet. */
    private @Nullable String recentValue;

    private String recentForm = "";

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
        if (value.equals(recentValue)) {
            return recentForm;
        }
        String written = forms.get(value);
        if (written == null) {
            if (forms.size() >= limit) {
                return blocked;
            }
            written = form.apply(value);
            forms.put(value, written);
        }
        recentValue = value;
        recentForm = written;
        return written;
    }

    /** What values beyond the limit become. */
    String blocked() {
        return blocked;
    }

    void reset() {
        forms.clear();
        recentValue = null;
    }
}
