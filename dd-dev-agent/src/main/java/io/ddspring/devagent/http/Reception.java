/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lets payloads in: looks who sends them and how large they are, and has them kept once they were understood. Thread-safe. */
public final class Reception {
    private final Routes routes;
    private final int maxBodyBytes;
    private final Clock clock;
    private final Consumer<Payload> accepted;
    private final BiConsumer<String, String> problems;
    /** What a large body becomes takes many times its size: there is one at a time. */
    private final ReentrantLock largeBody = new ReentrantLock();

    /**
     * @param accepted gets every payload that was understood
     * @param problems gets method and path of every other one, and what was wrong
     */
    public Reception(
            Routes routes,
            int maxBodyBytes,
            Clock clock,
            Consumer<Payload> accepted,
            BiConsumer<String, String> problems) {
        this.routes = routes;
        this.maxBodyBytes = maxBodyBytes;
        this.clock = clock;
        this.accepted = accepted;
        this.problems = problems;
    }

    /** Answers a request to a path that {@code intake} is for. */
    Reply receive(Intake intake, Request request) throws IOException {
        Optional<String> refusal = LoopbackGuard.refuseOrigin(request);
        if (refusal.isPresent()) {
            return refused(403, request.toString(), refusal.get());
        }
        boolean get = intake.takesGet() && request.method().equals("GET");
        if (!get && !request.isWrite()) {
            return Reply.methodNotAllowed(intake.takesGet() ? "GET, PUT, POST" : "PUT, POST");
        }
        try {
            byte[] body = request.body(maxBodyBytes, this::waitForTurn);
            return take(
                    intake,
                    new Payload(
                            clock.instant(), request.method(), request.path(), query(request), headers(request), body));
        } catch (Request.TooLargeException tooLarge) {
            return refused(413, request.toString(), String.valueOf(tooLarge.getMessage()));
        } catch (MalformedPayloadException malformed) {
            return refused(400, request.toString(), String.valueOf(malformed.getMessage()));
        } finally {
            if (largeBody.isHeldByCurrentThread()) {
                largeBody.unlock();
            }
        }
    }

    private void waitForTurn() throws IOException {
        try {
            largeBody.lockInterruptibly();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the requests before it took too long");
        }
    }

    /** Takes a payload that was recorded before as if it came now; false when no intake takes such. */
    public boolean replay(Payload payload) {
        Intake intake = routes.intake(payload.path());
        if (intake == null) {
            return false;
        }
        try {
            return take(intake, payload).status() < 300;
        } catch (MalformedPayloadException malformed) {
            refused(400, payload.toString(), String.valueOf(malformed.getMessage()));
            return false;
        }
    }

    private Reply take(Intake intake, Payload payload) throws MalformedPayloadException {
        Reply reply = intake.take(payload);
        accepted.accept(payload);
        return reply;
    }

    private Reply refused(int status, String request, String reason) {
        problems.accept(request, "answered " + status + ": " + reason);
        return Reply.text(status, reason + "\n");
    }

    private static String query(Request request) {
        String query = request.target().getRawQuery();
        return query == null ? "" : query;
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return headers;
    }
}
