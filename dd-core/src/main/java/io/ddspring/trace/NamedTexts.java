/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.Arrays;

/**
 * Arrays with names at even and their values at odd positions, which are searched from the front: for few entries.
 * The functions change no array.
 */
final class NamedTexts {
    static final String[] NONE = {};

    private NamedTexts() {}

    /** Where {@code name} is; -1 when it is not there. */
    static int indexOf(String[] texts, int length, String name) {
        for (int i = 0; i < length; i += 2) {
            if (texts[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A copy in which {@code name} has {@code value}, at its place or else at the end; the same when it has that already. */
    static String[] with(String[] texts, String name, String value) {
        int index = indexOf(texts, texts.length, name);
        if (index >= 0 && texts[index + 1].equals(value)) {
            return texts;
        }
        String[] changed = Arrays.copyOf(texts, index < 0 ? texts.length + 2 : texts.length);
        int place = index < 0 ? texts.length : index;
        changed[place] = name;
        changed[place + 1] = value;
        return changed;
    }

    /** A copy without {@code name}; the same when it is not there. */
    static String[] without(String[] texts, String name) {
        int index = indexOf(texts, texts.length, name);
        if (index < 0) {
            return texts;
        }
        if (texts.length == 2) {
            return NONE;
        }
        String[] changed = new String[texts.length - 2];
        System.arraycopy(texts, 0, changed, 0, index);
        System.arraycopy(texts, index + 2, changed, index, changed.length - index);
        return changed;
    }

    /** Collects names and values one by one. Not thread-safe; builds once. */
    static final class Builder {
        private String[] texts = NONE;
        private int length;

        /** Sets the value, replacing an earlier one at its place. */
        void put(String name, String value) {
            int index = indexOf(texts, length, name);
            if (index >= 0) {
                texts[index + 1] = value;
                return;
            }
            if (length == texts.length) {
                texts = Arrays.copyOf(texts, Math.max(4, 2 * length));
            }
            texts[length++] = name;
            texts[length++] = value;
        }

        String[] build() {
            return length == texts.length ? texts : Arrays.copyOf(texts, length);
        }
    }
}
