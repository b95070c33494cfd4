/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Reads a request body sent with {@code Transfer-Encoding: chunked}, so that the mistake can be reported. */
final class ChunkedBody {
    private ChunkedBody() {}

    static byte[] read(InputStream in, int atMost) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < atMost) {
            int size = size(line(in));
            if (size == 0) {
                while (!line(in).isEmpty()) {
                    // Trailers carry nothing of interest.
                }
                break;
            }
            body.write(in.readNBytes(Math.min(size, atMost - body.size())));
            line(in);
        }
        return body.toByteArray();
    }

    private static int size(String line) throws IOException {
        if (!line.matches("[0-9a-fA-F]{1,7}")) {
            throw new ProtocolException("not the size of a chunk: '" + line + "'");
        }
        return Integer.parseInt(line, 16);
    }

    private static String line(InputStream in) throws IOException {
        String line = RequestHead.line(in);
        if (line == null) {
            throw new EOFException("the client closed the connection within a chunked body");
        }
        return line;
    }
}
