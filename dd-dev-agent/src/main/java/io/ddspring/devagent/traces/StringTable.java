/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The texts of a body of version 0.5, which spans name by their place. Confined to its decoder. */
final class StringTable {
    /** A few bytes can name a long text again and again; what they stand for must fit into memory. */
    private static final long MAX_USED_CHARS = 64L * 1024 * 1024;

    private final MessageUnpacker in;
    private final List<String> texts = new ArrayList<>();
    private long usedChars;

    private StringTable(MessageUnpacker in) {
        this.in = in;
    }

    /** Reads the table. */
    static StringTable read(MessageUnpacker in) throws IOException {
        StringTable table = new StringTable(in);
        int size = in.unpackArrayHeader();
        for (int i = 0; i < size; i++) {
            table.texts.add(in.unpackString());
        }
        return table;
    }

    /** Reads a place and finds its text. */
    String text() throws IOException, MalformedPayloadException {
        long place = in.unpackLong();
        if (place < 0 || place >= texts.size()) {
            throw new MalformedPayloadException(
                    "there is no string " + place + " in a table of " + texts.size() + " strings");
        }
        String text = texts.get((int) place);
        usedChars += text.length();
        if (usedChars > MAX_USED_CHARS) {
            throw new MalformedPayloadException("its strings are used for more than " + MAX_USED_CHARS + " characters");
        }
        return text;
    }
}
