/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails when more than a number of bytes is read. Used by one thread. */
final class LimitedInputStream extends FilterInputStream {
    private final int maxBytes;
    private long readBytes;

    LimitedInputStream(InputStream in, int maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) throws IOException {
        readBytes += more;
        if (readBytes > maxBytes) {
            throw new Request.TooLargeException(maxBytes);
        }
    }
}
