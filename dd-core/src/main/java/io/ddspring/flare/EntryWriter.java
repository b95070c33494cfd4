/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Takes the text of one entry and passes it on as UTF-8, line by line, without secrets and not longer than allowed. Closing
 * it does not close what it writes to. Used by one thread.
 */
final class EntryWriter extends Writer {
    static final String CUT = "\n(the rest is left out, as it is too long)\n";

    /** No line that means anything to people is longer, and a secret must not hide at the seam of two parts of one. */
    private static final int LINE_LIMIT_CHARS = 64 * 1024;

    private final OutputStream out;
    private final SecretMask secrets;
    private final int limitBytes;
    private final PemBlocks pemBlocks = new PemBlocks();
    private final StringBuilder line = new StringBuilder();
    private int written;
    private boolean full;

    EntryWriter(OutputStream out, SecretMask secrets, int limitBytes) {
        this.out = out;
        this.secrets = secrets;
        this.limitBytes = limitBytes;
    }

    /** Bytes so far. */
    int written() {
        return written;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length && !full; i++) {
            if (text[i] == '\n') {
                endLine("\n");
            } else if (line.length() < LINE_LIMIT_CHARS) {
                line.append(text[i]);
            }
        }
    }

    /** Does nothing: only whole lines are passed on. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        if (!line.isEmpty()) {
            endLine("");
        }
    }

    private void endLine(String end) throws IOException {
        byte[] bytes = (secrets.mask(pemBlocks.mask(line.toString())) + end).getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        if (written + bytes.length > limitBytes - CUT.length()) {
            full = true;
            bytes = CUT.getBytes(StandardCharsets.UTF_8);
        }
        out.write(bytes);
        written += bytes.length;
    }
}
