/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the {@link FakeAgent} misbehaves for one or more requests. Immutable; hand it to
 * {@link FakeAgent#failNext(Fault)} or {@link FakeAgent#failUntilCleared(Fault)}.
 */
public final class Fault {
    /** Sends something to the client; the connection is closed afterwards unless it returns true. */
    @FunctionalInterface
    interface Reply {
        boolean send(HttpConnection connection, Answer usual, Hold hold) throws IOException;
    }

    /** Waits, at most as long as the agent is open. */
    @FunctionalInterface
    interface Hold {
        void await(Duration atMost);
    }

    private static final Duration FOREVER = Duration.ofDays(1);
    private static final int WHOLE_BODY = Integer.MAX_VALUE;

    private final String description;
    private final @Nullable String path;
    private final int bodyBytesRead;
    private final boolean accepting;
    private final Reply reply;

    private Fault(String description, @Nullable String path, int bodyBytesRead, boolean accepting, Reply reply) {
        this.description = description;
        this.path = path;
        this.bodyBytesRead = bodyBytesRead;
        this.accepting = accepting;
        this.reply = reply;
    }

    /** Reads the request, answers {@code status} with {@code body}, and keeps the connection. */
    public static Fault status(int status, String body) {
        return new Fault(
                "status " + status,
                null,
                WHOLE_BODY,
                Answer.text(status, body).isSuccess(),
                (connection, usual, hold) -> {
                    connection.write(Answer.text(status, body));
                    return true;
                });
    }

    /** Reads the request and gives the usual answer after {@code delay}, or at once when the agent is closed. */
    public static Fault delay(Duration delay) {
        return new Fault("delay " + delay, null, WHOLE_BODY, true, (connection, usual, hold) -> {
            hold.await(delay);
            connection.write(usual);
            return true;
        });
    }

    /** Reads the request and keeps the connection open without a word until the agent is closed. */
    public static Fault neverAnswer() {
        return new Fault("never answer", null, WHOLE_BODY, false, (connection, usual, hold) -> {
            hold.await(FOREVER);
            return false;
        });
    }

    /** Closes the connection after at most {@code bodyBytes} bytes of the request's body were read. */
    public static Fault closeMidRequest(int bodyBytes) {
        return new Fault("close mid-request", null, bodyBytes, false, (connection, usual, hold) -> false);
    }

    /** Reads the request and closes the connection without an answer. */
    public static Fault closeWithoutAnswer() {
        return new Fault("close without answer", null, WHOLE_BODY, false, (connection, usual, hold) -> false);
    }

    /** Reads the request, sends the first half of the usual answer and closes the connection. */
    public static Fault closeMidAnswer() {
        return new Fault("close mid-answer", null, WHOLE_BODY, false, (connection, usual, hold) -> {
            connection.writeFirstHalf(usual);
            return false;
        });
    }

    /** Reads the request, sends bytes that are not HTTP and closes the connection. */
    public static Fault garbage() {
        return new Fault("garbage", null, WHOLE_BODY, false, (connection, usual, hold) -> {
            connection.writeRaw(new byte[] {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28, '\n', (byte) 0xff, '\n', '\n'});
            return false;
        });
    }

    /** Gives the usual answer with {@code Transfer-Encoding: chunked}. Not an error: clients must understand it. */
    public static Fault chunkedAnswer() {
        return new Fault("chunked answer", null, WHOLE_BODY, true, (connection, usual, hold) -> {
            connection.writeChunked(usual);
            return true;
        });
    }

    /** The same fault for requests to {@code path} only; other requests neither see it nor use it up. */
    public Fault onPath(String path) {
        return new Fault(description, path, bodyBytesRead, accepting, reply);
    }

    boolean appliesTo(String requestPath) {
        return path == null || path.equals(requestPath);
    }

    int bodyBytesRead() {
        return bodyBytesRead;
    }

    /** Whether the client may take the payload as delivered when {@code usual} would have been the answer. */
    boolean isAccepting(Answer usual) {
        return accepting && usual.isSuccess();
    }

    Reply reply() {
        return reply;
    }

    @Override
    public String toString() {
        return path == null ? description : description + " on " + path;
    }
}
