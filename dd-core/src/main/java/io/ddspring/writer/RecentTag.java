/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import org.jspecify.annotations.Nullable;

/**
 * A name in msgpack, followed by the value it had twice in a row. Another value takes that place when it comes twice in a
 * row itself, so that values that never repeat cost a comparison and no garbage. Used by one thread.
 */
final class RecentTag {
    private static final int VALUE_CHARS_LIMIT = 128;

    private final String name;
    private final byte[] readyName;
    private byte[] ready;
    private @Nullable String value;
    /** Tells the last other value from most; not the value itself, as writing references costs the collector work. */
    private int lastOther;

    /** The tag that was written after this one the last time. */
    private @Nullable RecentTag successor;

    /** @param readyName the name in msgpack */
    RecentTag(String name, byte[] readyName) {
        this.name = name;
        this.readyName = readyName;
        this.ready = readyName;
    }

    /** Whether it is the tag {@code otherName}. */
    boolean isOf(String otherName) {
        return name.equals(otherName);
    }

    /** The tag that followed the last time if it is the tag {@code nextName}, otherwise null. */
    @SuppressWarnings("ReferenceEquality") // names are constants, and another object is looked up
    @Nullable
    RecentTag successor(String nextName) {
        RecentTag next = successor;
        return next != null && next.name == nextName ? next : null;
    }

    void setSuccessor(RecentTag next) {
        successor = next;
    }

    void packName(PayloadBody out) {
        out.ready(readyName);
    }

    /** Writes the name and {@code present}. */
    void pack(PayloadBody out, String present) {
        if (present.equals(value)) {
            out.ready(ready);
        } else {
            packOther(out, present);
        }
    }

    private void packOther(PayloadBody out, String present) {
        int start = out.position();
        packName(out);
        out.text(present);
        int mark = mark(present);
        if (mark == lastOther && present.length() <= VALUE_CHARS_LIMIT) {
            remember(out, start, present);
        }
        lastOther = mark;
    }

    /** Of the characters in which values of one tag usually differ. */
    private static int mark(String value) {
        int length = value.length();
        if (length == 0) {
            return 0;
        }
        int ends = 31 * value.charAt(length - 1) + value.charAt(length - 1 - length / 8);
        return 31 * (31 * ends + value.charAt(length / 2)) + length;
    }

    private void remember(PayloadBody out, int start, String present) {
        int length = out.position() - start;
        if (ready == readyName || ready.length != length) {
            ready = new byte[length];
        }
        out.copyFrom(start, ready);
        value = present;
    }
}
