/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the one answer of a connection that is closed afterwards: HTTP/1.0 or 1.1, with a length, chunked, or up to the
 * end of the stream. Strict about the form, bounded in size, used by one thread.
 */
final class HttpResponseReader {
    private static final int HEAD_LIMIT_BYTES = 32 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(;.*)?");

    private final AgentConnection connection;
    private final int bodyLimitBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024).limit(0);
    private int headBytes;
    private boolean begun;

    /** @param bodyLimitBytes what is beyond is not read */
    HttpResponseReader(AgentConnection connection, int bodyLimitBytes) {
        this.connection = connection;
        this.bodyLimitBytes = bodyLimitBytes;
    }

    /** Whether the other side has said anything. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * The answer; interim ones are skipped.
     *
     * @throws ProtocolException when it is not HTTP
     * @throws EOFException when it was cut off
     */
    AgentResponse read() throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = readStatus();
            headers = readHeaders();
        } while (status < 200 && status != 101);
        if (status == 101) {
            throw new ProtocolException("the Agent switched to another protocol");
        }
        return new AgentResponse(status, headers, readBody(status, headers));
    }

    private int readStatus() throws IOException {
        String line = readLine();
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            throw notHttp("it begins with " + excerpt(line));
        }
        return Integer.parseInt(matcher.group(1));
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            Matcher matcher = HEADER.matcher(line);
            if (!matcher.matches()) {
                throw notHttp("it has the header " + excerpt(line));
            }
            String name = matcher.group(1);
            String value = matcher.group(2);
            String earlier = headers.putIfAbsent(name, value);
            if (earlier != null && name.equalsIgnoreCase("Content-Length") && !earlier.equals(value)) {
                throw notHttp("two values of Content-Length");
            }
        }
        return headers;
    }

    private byte[] readBody(int status, Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String encoding = headers.get("Transfer-Encoding");
        String length = headers.get("Content-Length");
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if (encoding != null) {
            readChunks(encoding, body);
        } else if (length != null) {
            if (!LENGTH.matcher(length).matches()) {
                throw notHttp("not a Content-Length: " + excerpt(length));
            }
            copy(Long.parseLong(length), body);
        } else {
            while (body.size() < bodyLimitBytes && (buffer.hasRemaining() || fill())) {
                copy(buffer.remaining(), body);
            }
        }
        return body.toByteArray();
    }

    private void readChunks(String encoding, ByteArrayOutputStream body) throws IOException {
        if (!encoding.equalsIgnoreCase("chunked")) {
            throw notHttp("unknown Transfer-Encoding: " + excerpt(encoding));
        }
        while (body.size() < bodyLimitBytes) {
            headBytes = 0;
            String line = readLine();
            Matcher matcher = CHUNK_SIZE.matcher(line);
            if (!matcher.matches()) {
                throw notHttp("not the size of a chunk: " + excerpt(line));
            }
            long size = Long.parseLong(matcher.group(1), 16);
            if (size == 0) {
                readHeaders();
                return;
            }
            copy(size, body);
            if (body.size() < bodyLimitBytes && !readLine().isEmpty()) {
                throw notHttp("a chunk is longer than its size");
            }
        }
    }

    /** Takes {@code count} bytes, fewer where the limit of the body is reached. */
    private void copy(long count, ByteArrayOutputStream body) throws IOException {
        long left = Math.min(count, bodyLimitBytes - body.size());
        while (left > 0) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException("the answer was cut off");
            }
            int part = (int) Math.min(left, buffer.remaining());
            body.write(buffer.array(), buffer.position(), part);
            buffer.position(buffer.position() + part);
            left -= part;
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        while (true) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException(begun ? "the answer was cut off" : "no answer");
            }
            byte next = buffer.get();
            if (++headBytes > HEAD_LIMIT_BYTES) {
                throw new ProtocolException(
                        "the answer is not HTTP: the head of the answer is longer than " + HEAD_LIMIT_BYTES + " bytes");
            }
            if (next == '\n') {
                return withoutCarriageReturn(line.toByteArray());
            }
            line.write(next);
        }
    }

    private static String withoutCarriageReturn(byte[] line) throws ProtocolException {
        int length = line.length - 1;
        if (length < 0 || line[length] != '\r') {
            throw notHttp("a line does not end with CR LF");
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    private boolean fill() throws IOException {
        buffer.clear();
        try {
            int count = connection.read(buffer);
            begun |= count > 0;
            return count > 0;
        } finally {
            buffer.flip();
        }
    }

    private static ProtocolException notHttp(String detail) {
        return new ProtocolException("the answer is not HTTP: " + detail);
    }

    private static String excerpt(String text) {
        String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return start.replaceAll("[^\\x20-\\x7e…]", "?");
    }
}
