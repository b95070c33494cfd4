/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's side of one HTTP/1.1 connection over any socket. Confined to its thread, except for {@link #close()}. */
final class HttpConnection implements Closeable {
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = Channels.newOutputStream(channel);
    }

    /** Reads up to the blank line after the headers; null when the client has closed the connection instead. */
    @Nullable
    RequestHead readHead() throws IOException {
        return RequestHead.read(in);
    }

    /** Reads the body, or no more than {@code atMost} bytes of it. */
    byte[] readBody(RequestHead head, int atMost) throws IOException {
        if (head.isChunked()) {
            return ChunkedBody.read(in, atMost);
        }
        int length = Math.min(head.contentLength(), atMost);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the client closed the connection within the body of " + head.target());
        }
        return body;
    }

    void write(Answer answer) throws IOException {
        writeRaw(message(answer));
    }

    void writeFirstHalf(Answer answer) throws IOException {
        byte[] message = message(answer);
        writeRaw(Arrays.copyOf(message, message.length - answer.bodyBytes().length / 2 - 1));
    }

    /** Sends the body in two chunks. */
    void writeChunked(Answer answer) throws IOException {
        byte[] body = answer.bodyBytes();
        int half = body.length / 2;
        writeRaw(head(answer, Map.of("Transfer-Encoding", "chunked")));
        for (byte[] part : List.of(Arrays.copyOf(body, half), Arrays.copyOfRange(body, half, body.length))) {
            if (part.length > 0) {
                writeRaw((Integer.toHexString(part.length) + ";part=1\r\n").getBytes(StandardCharsets.US_ASCII));
                writeRaw(part);
                writeRaw(new byte[] {'\r', '\n'});
            }
        }
        writeRaw("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    void writeRaw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    private static byte[] message(Answer answer) {
        byte[] body = answer.bodyBytes();
        byte[] head = head(answer, Map.of("Content-Length", String.valueOf(body.length)));
        byte[] message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    private static byte[] head(Answer answer, Map<String, String> framing) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(answer.status())
                .append(answer.isSuccess() ? " OK" : " Failed")
                .append("\r\n");
        answer.headers().forEach((name, value) -> header(head, name, value));
        framing.forEach((name, value) -> header(head, name, value));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
