/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Request line and headers. */
record RequestHead(String method, String target, Map<String, List<String>> headers) {
    private static final int MAX_LINE_BYTES = 64 * 1024;

    static @Nullable RequestHead read(InputStream in) throws IOException {
        String requestLine = line(in);
        if (requestLine == null) {
            return null;
        }
        String[] parts = requestLine.split(" ", -1);
        if (parts.length != 3 || !parts[2].equals("HTTP/1.1")) {
            throw new ProtocolException("not an HTTP/1.1 request line: '" + requestLine + "'");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = header(in); !line.isEmpty(); line = header(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("not a header: '" + line + "'");
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new RequestHead(parts[0], parts[1], headers);
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    boolean isChunked() {
        return "chunked".equalsIgnoreCase(first("Transfer-Encoding"));
    }

    boolean asksToClose() {
        return "close".equalsIgnoreCase(first("Connection"));
    }

    int contentLength() throws IOException {
        String value = first("Content-Length");
        if (value == null) {
            return 0;
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw new ProtocolException("Content-Length '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    private @Nullable String first(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    private static String header(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("the client closed the connection within the headers");
        }
        return line;
    }

    /** A line without its end, or null at the end of the stream. */
    static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.length() == 0) {
                    return null;
                }
                throw new EOFException("the client closed the connection after '" + line + "'");
            }
            if (line.length() == MAX_LINE_BYTES) {
                throw new ProtocolException("a line of more than " + MAX_LINE_BYTES + " bytes");
            }
            line.append((char) b);
        }
        int end = line.length() - 1;
        if (end < 0 || line.charAt(end) != '\r') {
            throw new ProtocolException("a line that does not end with CR LF: '" + line + "'");
        }
        return line.substring(0, end);
    }
}
