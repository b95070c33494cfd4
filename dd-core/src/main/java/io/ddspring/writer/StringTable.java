/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of one body of a {@code v0.5/traces} request, each once; the empty text is at index 0. Used by one thread. */
final class StringTable {
    private final PayloadBody body;
    private final TextPacker texts = new TextPacker();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> inOrder = new ArrayList<>();

    /** @param limitBytes most bytes of all texts */
    StringTable(int limitBytes) throws IOException {
        body = new PayloadBody(limitBytes);
        reset();
    }

    /** Writes the index of {@code text}, which becomes part of the table; null counts as empty. */
    void packIndex(MessagePacker out, @Nullable String text) throws IOException {
        String present = text == null ? "" : text;
        Integer known = indexes.get(present);
        out.packInt(known == null ? add(present) : known);
    }

    private int add(String text) throws IOException {
        texts.packText(body.out(), text);
        int index = inOrder.size();
        indexes.put(text, index);
        inOrder.add(text);
        return index;
    }

    int size() {
        return inOrder.size();
    }

    /** Where the next text begins. */
    int position() {
        return body.position();
    }

    int sizeBytes() {
        return body.sizeBytes();
    }

    /** Takes back all but the first {@code size} texts, which end at {@code position}. */
    void rewind(int size, int position) {
        body.rewind(position);
        List<String> surplus = inOrder.subList(size, inOrder.size());
        surplus.forEach(indexes::remove);
        surplus.clear();
    }

    void reset() throws IOException {
        body.reset();
        indexes.clear();
        inOrder.clear();
        add("");
    }

    /** The array of the texts; valid until the next change. */
    ByteBuffer asArray() {
        return body.asArray(inOrder.size());
    }
}
