/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Everything that was received, as one file that another agent can read: {@code /api/recording}. */
public final class RecordingPart implements Part {
    private final Recording recording;
    private final int maxFileBytes;
    private final Predicate<Payload> replay;

    /**
     * @param maxFileBytes size of the largest file that is read
     * @param replay takes a payload of a file and says whether it was understood
     */
    public RecordingPart(Recording recording, int maxFileBytes, Predicate<Payload> replay) {
        this.recording = recording;
        this.maxFileBytes = maxFileBytes;
        this.replay = replay;
    }

    @Override
    public String topic() {
        return "recording";
    }

    @Override
    public void addTo(Routes routes) {
        routes.api("/api/recording", this::answer);
    }

    private Reply answer(Request request) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" ->
                Reply.json(RecordingJson.write(recording.all()))
                        .withHeaders(
                                Map.of("Content-Disposition", "attachment; filename=\"dd-dev-agent-recording.json\""));
            case "POST" -> read(request);
            default -> Reply.methodNotAllowed("GET, POST");
        };
    }

    private Reply read(Request request) throws IOException {
        List<Payload> payloads;
        try {
            payloads = RecordingJson.read(request.body(maxFileBytes));
        } catch (Request.TooLargeException tooLarge) {
            return Reply.text(413, tooLarge.getMessage() + "\n");
        } catch (MalformedPayloadException broken) {
            return Reply.text(400, broken.getMessage() + "\n");
        }
        long taken = payloads.stream().filter(replay).count();
        return Reply.json("{\"payloads\":" + payloads.size() + ",\"taken\":" + taken + "}");
    }

    @Override
    public void clear() {
        recording.clear();
    }
}
