/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.Arrays;

/**
 * The names of tags in order of arrival; a subclass keeps the values at the same positions. A span has about twenty tags,
 * for which a scan beats hashing. Guarded by its owner.
 */
abstract class TagNames {
    private String[] names;
    private int count;

    TagNames(int capacity) {
        this.names = new String[capacity];
    }

    TagNames(TagNames other) {
        names = other.names.clone();
        count = other.count;
    }

    final int count() {
        return count;
    }

    final String name(int index) {
        return names[index];
    }

    final void remove(String name) {
        int index = indexOf(name);
        if (index >= 0) {
            count--;
            System.arraycopy(names, index + 1, names, index, count - index);
            moveValues(index + 1, index, count - index);
        }
    }

    /** Position of the name, or -1. */
    final int indexOf(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Position of the name, at the end if it was not there. */
    final int indexOfOrAppend(String name) {
        int index = indexOf(name);
        if (index >= 0) {
            return index;
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
            growValues(names.length);
        }
        names[count] = name;
        return count++;
    }

    /** Moves {@code length} values to another position. */
    abstract void moveValues(int from, int to, int length);

    abstract void growValues(int capacity);
}
